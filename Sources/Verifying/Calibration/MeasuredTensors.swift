internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// The tensors of a model that are measured.
struct MeasuredTensors {
  struct One {
    let tensor: Tensor
    /// Nil for a float tensor.
    let grid: Grid?
    /// How the runtime's arrays hold it.
    let stored: TensorGrid
  }

  /// The inputs and what operators write, by index.
  let all: [One]

  init(of model: Model) {
    guard let subgraph = model.subgraphs.first else {
      all = []
      return
    }
    let graph = GraphIndex(subgraph)
    let inputs = Set(subgraph.inputs.filter { !$0.isAbsent })
    all = subgraph.tensors.compactMap { tensor in
      guard inputs.contains(tensor.index) || graph.producer(of: tensor.index) != nil else {
        return nil
      }
      return Self.one(tensor)
    }
  }

  private static func one(_ tensor: Tensor) -> One? {
    guard let stored = TensorGrid(tensor) else { return nil }
    if tensor.type == .float32 || tensor.type == .float16 {
      return One(tensor: tensor, grid: nil, stored: stored)
    }
    // Integers without a scale are indices, sizes or codes of nothing in particular.
    guard tensor.type != .int32, let grid = QuantizedTensor(tensor).grid,
      grid.isOrdinary, stored.zeroPoint == Int64(grid.zeroPoint)
    else { return nil }
    return One(tensor: tensor, grid: grid, stored: stored)
  }
}
