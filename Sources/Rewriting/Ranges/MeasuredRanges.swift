internal import Calibrating
internal import ModelFacts
internal import ModelFormat

/// What the tensors of the first subgraph held on data.
struct MeasuredRanges {
  private let byTensor: [TensorIndex: MeasuredActivations.Activation]
  private let clamped: ClampedTensors
  /// The names of tensors that held nothing but NaN and infinity.
  private let notFinite: Set<String>

  /// Finds the tensors in the model of a draft; those without a name only in the very model that was measured.
  init(_ ranges: Ranges, in draft: Draft, _ graph: GraphIndex) {
    let isSame =
      ranges.measurements.contains { $0.name.isEmpty }
      && draft.model.file.sha256 == ranges.modelSHA256
    let all = MeasuredActivations(ranges, in: graph, isSameModel: isSame).all
    byTensor = Dictionary(all.map { ($0.tensor.index, $0) }) { first, _ in first }
    clamped = ClampedTensors(all, in: graph)
    notFinite = Set(
      ranges.measurements.lazy.filter { $0.range == nil && !$0.name.isEmpty }.map(\.name))
  }

  /// What a tensor held; nil if it was not measured.
  subscript(tensor: TensorIndex) -> TensorRange? { byTensor[tensor]?.range }

  /// Why nothing is known of a tensor.
  func reason(for tensor: Tensor) -> Reason {
    notFinite.contains(tensor.name?.text ?? "")
      ? Reason("\(tensor.label) held no finite number on the data")
      : Reason("\(tensor.label) is not in the ranges file")
  }

  /// The ends that clamped values of any of some tensors; nil if none did.
  func clampedEnds(of tensors: [TensorIndex]) -> ClampedTensors.Ends? {
    tensors.lazy.compactMap { clamped[$0] }.reduce(nil) { all, ends in all?.joined(ends) ?? ends }
  }

  /// Whether a tensor is computed from clamped values, so that what it held says little.
  func isDistrusted(_ tensor: TensorIndex) -> Bool { clamped.reach(tensor) }
}
