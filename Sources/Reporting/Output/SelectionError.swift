internal import ModelFacts
internal import ModelFormat

/// A wish for a part of a model that it does not have.
public struct SelectionError: Error, CustomStringConvertible {
  /// What was asked for, and what there is.
  public let description: String

  /// `what` is the thing that was asked for: "tensor", "subgraph".
  static func noSuch(_ what: String, _ index: Int, of count: Int) -> Self {
    let have = count == 0 ? "none" : "\(count), numbered from 0"
    return Self(description: "There is no \(what) \(index); the model has \(have).")
  }

  static func noSuchOperator(_ name: String, among names: [String]) -> Self {
    Self(
      description: "There is no operator '\(name.escapedForDisplay)' in the schema or the model."
        + NearNames.question(name, among: names))
  }

  static func noSuchTensor(_ name: String, among names: [String]) -> Self {
    Self(
      description: "No tensor is named '\(name.escapedForDisplay)'."
        + NearNames.question(name, among: names.map(\.escapedForDisplay))
        + " `tflens inspect` lists indices and names.")
  }

  static func notOneTensor(_ count: Int) -> Self {
    Self(
      description: "--save writes one tensor; \(count) are selected. Name one with --tensor and "
        + "--subgraph.")
  }

  static func withoutData(_ tensor: Tensor) -> Self {
    let why =
      tensor.isSparse
      ? "it is stored sparsely"
      : tensor.isConstant
        ? "its type or size is not that of plain numbers"
        : "it holds no data in the file: an operator or a caller writes it"
    return Self(description: "Tensor \(tensor.index.rawValue) cannot be saved: \(why).")
  }

  static func withoutScale(_ tensor: Tensor) -> Self {
    Self(
      description: "Tensor \(tensor.index.rawValue) has no scales that give real numbers; save its "
        + "codes.")
  }

  static func withoutTable(_ index: Int, _ reasons: [String]) -> Self {
    Self(
      description: "Operator \(index) has no table of codes: \(reasons.joined(separator: "; ")).")
  }

  /// `sites` are the first of those that there are.
  static func notHardSwish(_ index: Int, _ sites: [HardSwishSite]) -> Self {
    let names = sites.prefix(20).map(\.placeText).joined(separator: ", ")
    let have =
      sites.isEmpty
      ? "The model has none." : "The model's are: \(names)\(sites.count > 20 ? ", ..." : "")."
    return Self(description: "Operator \(index) is no HARD_SWISH. \(have)")
  }

  static func ambiguous(_ index: Int, _ sites: [HardSwishSite]) -> Self {
    let subgraphs = sites.prefix(20).map { "\($0.subgraph.index)" }.joined(separator: ", ")
    return Self(
      description: "Operator \(index) is a HARD_SWISH in more than one subgraph: name one of "
        + "\(subgraphs) with --subgraph.")
  }
}

extension HardSwishSite {
  /// `12`; `1:12` for an operator of subgraph 1.
  var placeText: String { (subgraph.index == 0 ? "" : "\(subgraph.index):") + "\(op.index)" }
}
