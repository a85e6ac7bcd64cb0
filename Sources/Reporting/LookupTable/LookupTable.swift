public import ModelFacts
public import ModelFormat
public import QuantMath

/// The lookup table of one HARD_SWISH, for hardware and the programs that generate it: the output code of
/// every input code, lowest input code first.
public struct LookupTable: Sendable {
  /// How the table is written.
  public enum Format: String, CaseIterable, Sendable {
    /// A line for each code: index, input code, output code.
    case csv
    /// A C array in the order of input codes, its parameters in a comment.
    case c
    /// A line of hexadecimal digits for each code, for Verilog's `$readmemh`.
    case memh
    /// An array that NumPy reads.
    case npy

    /// True for a binary format.
    public var isBinary: Bool { self == .npy }
  }

  /// The output codes, by input code from the lowest.
  let codes: [Int32]
  let lowestInput: Int32
  let isSigned: Bool
  let subgraph: Int
  let op: Int
  /// The operator and its parameters, as lines for a comment in a file.
  let description: [String]

  /// What a user should know before the table is used in hardware: why the site is refuted, and unusual
  /// conditions of the arithmetic; usually empty.
  public let warnings: [String]

  /// The table of the selected HARD_SWISH.
  ///
  /// - Throws: `no-such-part` if there is none, or several, or the runtime computes no table
  ///   for it.
  public init(_ model: Model, selection: HardSwishSelection, kernel: HardSwishKernel) throws {
    let survey = try HardSwishSurvey(model, checking: selection, kernel: kernel)
    guard let entry = survey.entries.first, let op = selection.op else {
      throw Diagnostic.notHardSwish(selection.op ?? 0, [])
    }
    guard survey.entries.count == 1 else {
      throw Diagnostic.ambiguous(op, survey.entries.prefix(21).map(\.site))
    }
    guard let analysis = entry.arithmetic.analysis else {
      throw Diagnostic.withoutTable(op, entry.verdict.reasons)
    }
    let subgraph = entry.site.subgraph.index
    let (input, output) = (analysis.preparation.input, analysis.preparation.output)
    let refuted = entry.verdict.answer == .refuted ? entry.verdict.reasons : []
    warnings = refuted + analysis.preparation.conditions.map { "\($0.message) [\($0.rawValue)]" }
    codes = analysis.table
    lowestInput = input.codes.lowest
    isSigned = output.codes.lowest < 0
    self.subgraph = subgraph
    self.op = op
    description =
      [
        "HARD_SWISH, subgraph \(subgraph), operator \(op), "
          + "as \(analysis.kernel.name(for: input.codes)) computes it.",
        "input:  scale \(input.scale.asExact), zero point \(input.zeroPoint)",
        "output: scale \(output.scale.asExact), zero point \(output.zeroPoint)",
        "Made by tflens \(ToolVersion.current).",
      ] + warnings.map { "Warning: \($0)" }
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

extension LookupTable {
  /// A one-dimensional array of 256 codes, lowest input code first.
  var npy: [UInt8] {
    NPYHeader.bytes(isSigned ? "|i1" : "|u1", shape: [codes.count])
      + codes.map { UInt8(truncatingIfNeeded: $0) }
  }
}
