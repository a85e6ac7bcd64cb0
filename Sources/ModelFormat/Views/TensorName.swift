/// A tensor as a person refers to it.
public enum TensorName: Hashable, Sendable {
  /// By its index in its subgraph.
  case index(Int)
  /// By its full name.
  case name(String)

  /// A number is an index, anything else a name.
  public init(_ text: String) {
    let isNumber = !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    self = if isNumber, let index = Int(text) { .index(index) } else { .name(text) }
  }
}
