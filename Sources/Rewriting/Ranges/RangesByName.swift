internal import Calibrating
internal import ModelFormat

/// What the tensors of a model held, found by name: in the model itself, or in its float twin, whose tensors have other
/// indices.
struct RangesByName {
  /// Nil for a name that several tensors have.
  private var byName: [String: TensorRange?] = [:]

  init(_ ranges: [TensorRange]) {
    for range in ranges where !range.name.isEmpty {
      byName.updateValue(byName.keys.contains(range.name) ? nil : range, forKey: range.name)
    }
  }

  /// - Throws: why nothing is known of a tensor.
  subscript(_ tensor: Tensor) -> TensorRange {
    get throws(Reason) {
      guard let name = tensor.name?.text, !name.isEmpty else {
        throw Reason("\(tensor.label) has no name to find its range by")
      }
      switch byName[name] {
      case .none: throw Reason("\(tensor.label) has no range in the document")
      case .some(.none): throw Reason("several tensors are named like \(tensor.label)")
      case .some(.some(let range)): return range
      }
    }
  }
}
