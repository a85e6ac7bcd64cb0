public import ModelFacts
public import ModelFormat
public import QuantMath

/// The facts of one HARD_SWISH without its table of codes, small enough to keep for all in a model.
///
/// It is a class because rules pass it on often, and copying all that it holds costs more than a rule.
public final class HardSwishFacts: Sendable {
  /// The operator.
  public let op: Operator
  /// What it reads; nil for an operator without an input.
  public let input: QuantizedTensor?
  /// What it writes; nil for an operator without an output.
  public let output: QuantizedTensor?
  /// Why the runtime rejects the operator; nil if it computes, or has nothing to compute with.
  public let refusal: PreparationError?
  /// The unusual conditions under which the runtime still computes.
  public let conditions: [ArithmeticCondition]
  /// Whether inputs between -3 and 0 give no output below 0; nil if the operator does not compute.
  public let losesNegativeLobe: Bool?
  /// The lowest and the highest code that the operator can give; nil if it does not compute.
  public let reach: ClosedRange<Int32>?
  /// The matrix operator that computes the input; nil if another kind does, or none.
  public let producer: Operator?
  /// Whether one output scale is enough, and if not, why.
  public let verdict: HardSwishVerdict
  /// The largest distance in codes from the real function; nil if the operator does not compute,
  /// or a scale is unusable.
  public let maxErrorCodes: Int?
  /// How many input codes give an output code below zero; nil if the operator does not compute.
  public let codesBelowZero: Int?
  /// How many input codes give a result outside the codes; nil if the operator does not compute.
  public let saturatedCodes: Int?

  init(_ entry: HardSwishSurvey.Entry) {
    let site = entry.site
    op = site.op
    (input, output) = (site.input, site.output)
    producer = site.producer?.matrix.op
    verdict = entry.verdict
    var refusal: PreparationError?
    if case .refused(let error) = entry.arithmetic { refusal = error }
    self.refusal = refusal
    let analysis = entry.arithmetic.analysis
    conditions = analysis?.preparation.conditions ?? []
    losesNegativeLobe = analysis?.losesNegativeLobe
    maxErrorCodes = analysis?.maxErrorCodes
    codesBelowZero = analysis?.codesBelowZero
    saturatedCodes = analysis?.saturatedCodes
    if let lowest = analysis?.table.min(), let highest = analysis?.table.max() {
      reach = lowest...highest
    } else {
      reach = nil
    }
  }

  /// True if input or output is an integer, so that scales are needed.
  public var isInteger: Bool {
    [input, output].contains { $0.map { !$0.type.isFloat } ?? false }
  }
}
