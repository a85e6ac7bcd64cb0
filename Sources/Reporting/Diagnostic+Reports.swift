internal import ModelFacts
public import ModelFormat

// Failures to report on the selected parts.

extension Diagnostic.Code {
  /// A word that matches no pass.
  public static let unknownPass = Self("unknown-pass", .usage)
}

extension Diagnostic {
  static func unknownPass(_ name: String, among names: [String]) -> Self {
    Self(
      .unknownPass, "unknown pass '\(name.escapedForDisplay)'",
      fix: NearNames.hint(name, among: names) + "`tflens passes` lists the passes.")
  }

  static func notOneTensor(_ count: Int) -> Self {
    noSuchPart(
      "\(count.counted("tensor")) selected", "--save writes one",
      fix: "Select one with --tensor and --subgraph.")
  }

  static func withoutData(_ tensor: Tensor) -> Self {
    let why =
      tensor.isSparse
      ? "it is stored sparsely"
      : tensor.isConstant
        ? "its type or size is not one of plain numbers"
        : "its data is not in the file, but computed or set at run time"
    return noSuchPart(
      "\(tensor.label) cannot be saved: \(why)", "only dense constants can be saved",
      fix: "`tflens inspect` shows which tensors are constant.")
  }

  static func withoutScale(_ tensor: Tensor) -> Self {
    noSuchPart(
      "\(tensor.label) has no usable scales",
      "--values real needs them",
      fix: "Save its codes with --values codes.")
  }

  static func withoutTable(_ index: Int, _ reasons: [String]) -> Self {
    noSuchPart(
      "operator \(index) has no table of codes: \(reasons.joined(separator: "; "))",
      fix: "`tflens hardswish --operator \(index)` shows what was checked.")
  }

  /// `sites` are the first HARD_SWISH of the model.
  static func notHardSwish(_ index: Int, _ sites: [HardSwishSite]) -> Self {
    let shown = 20
    let names = sites.prefix(shown).map(\.column).joined(separator: ", ")
    let have =
      sites.isEmpty
      ? "the model has none"
      : "the HARD_SWISH operators are \(names)\(sites.count > shown ? ", ..." : "")"
    return noSuchPart(
      "operator \(index) is not a HARD_SWISH", have,
      fix: "`tflens hardswish` without --operator lists all of them.")
  }

  static func ambiguous(_ index: Int, _ sites: [HardSwishSite]) -> Self {
    let subgraphs = sites.prefix(20).map { "\($0.subgraph.index)" }.joined(separator: ", ")
    return noSuchPart(
      "operator \(index) is a HARD_SWISH in more than one subgraph", "they are \(subgraphs)",
      fix: "Select one with --subgraph.")
  }
}

extension HardSwishSite {
  /// `12`; `1:12` for an operator of subgraph 1.
  var column: String { Place.column(operator: op.index, subgraph: subgraph.index) }
}
