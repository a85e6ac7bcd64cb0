// Failures to find a part of a model by its index or name.

extension Diagnostic.Code {
  /// The requested part is not in the model.
  public static let noSuchPart = Self("no-such-part", .usage)
  /// An argument has no meaning.
  public static let wrongArgument = Self("wrong-argument", .usage)
}

extension Diagnostic {
  private static let lists =
    "`tflens inspect` lists subgraphs, operators and tensors with their indices."

  /// A part that the model does not have, or has several of.
  package static func noSuchPart(
    _ found: String, _ allowed: String? = nil, fix: String? = nil
  ) -> Self {
    Self(.noSuchPart, found, allowed, fix: fix ?? lists)
  }

  /// `what` is the kind of part: "tensor"; `owner` has `count` of them.
  package static func noSuchIndex(
    _ what: String, _ index: Int, of count: Int, in owner: String = "the model"
  ) -> Self {
    let have =
      switch count {
      case 0: "none"
      case 1: "1, with index 0"
      default: "\(count), with indices 0 to \(count - 1)"
      }
    return noSuchPart("\(what) \(index) does not exist", "\(owner) has \(have)")
  }

  /// A name that no tensor has; `names` are those that tensors have.
  package static func noSuchTensor(_ name: String, among names: [String]) -> Self {
    noSuchPart(
      "no tensor is named '\(name.escapedForDisplay)'",
      fix: NearNames.hint(name, among: names) + "`tflens inspect` lists indices and names.")
  }

  /// A name that no operator of the schema or the model has.
  package static func noSuchOperator(_ name: String, among names: [String]) -> Self {
    noSuchPart(
      "no operator is named '\(name.escapedForDisplay)' in the schema or the model",
      fix: NearNames.hint(name, among: names) + "`tflens inspect` lists the model's operators.")
  }
}
