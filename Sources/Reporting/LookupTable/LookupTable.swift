public import ModelFacts
internal import ModelFormat
internal import QuantMath

/// The lookup table of one HARD_SWISH, for hardware and for the programs that build it: the output
/// code of every input code, lowest input code first.
public struct LookupTable: Sendable {
  /// How the table is written.
  public enum Format: String, CaseIterable, Sendable {
    /// A line for each code: index, input code, output code.
    case csv
    /// A C array in the order of input codes, its parameters in a comment.
    case c
    /// A line of hex for each code, for Verilog's `$readmemh`.
    case memh
    /// An array that numpy reads.
    case npy

    /// True for a format that is no text.
    public var isBinary: Bool { self == .npy }
  }

  /// The output codes, by input code from the lowest.
  let codes: [Int32]
  let lowestInput: Int32
  let isSigned: Bool
  let subgraph: Int
  let op: Int
  /// The operator and its parameters in lines of prose, for a file's comment.
  let description: [String]

  /// The table of the HARD_SWISH with this index.
  ///
  /// - Throws: `SelectionError` where there is none, or the runtime computes no table for it.
  public init(
    _ survey: HardSwishSurvey, op: Int, subgraph: Int
  ) throws {
    let sites = survey.entries.filter { $0.site.subgraph.index == subgraph }
    guard let entry = sites.first(where: { $0.site.op.index == op }) else {
      throw SelectionError.notHardSwish(op, sites.map(\.site.op.index))
    }
    guard let analysis = entry.arithmetic.analysis else {
      throw SelectionError.withoutTable(op, entry.verdict.reasons)
    }
    let (input, output) = (analysis.preparation.input, analysis.preparation.output)
    codes = analysis.table
    lowestInput = input.codes.lowest
    isSigned = output.codes.lowest < 0
    self.subgraph = subgraph
    self.op = op
    description = [
      "HARD_SWISH, subgraph \(subgraph), operator \(op), "
        + "as \(analysis.kernel.name(for: input.codes)) computes it.",
      "input:  scale \(input.scale.asExact), zero point \(input.zeroPoint)",
      "output: scale \(output.scale.asExact), zero point \(output.zeroPoint)",
      "Made by tflens \(ToolVersion.current).",
    ]
  }

  /// The bytes of the table in a format.
  public func bytes(_ format: Format) -> [UInt8] {
    switch format {
    case .csv: Array(csv.utf8)
    case .c: Array(c.utf8)
    case .memh: Array(memh.utf8)
    case .npy: npy
    }
  }
}
