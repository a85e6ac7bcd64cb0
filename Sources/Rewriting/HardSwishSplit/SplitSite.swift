internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// A HARD_SWISH to split: its place, and what it reads and writes.
struct SplitSite {
  let subgraph: Int
  let op: Int
  let (input, output): (TensorIndex, TensorIndex)
  let type: ElementType
  /// The input's shape, with -1 for each dimension that may change.
  let shape: [Int32]
  /// The number of elements along all dimensions but the last, as the file has them.
  let rowCount: Int32
  /// The prefix for names of new tensors.
  let name: String
  /// The integers; nil for a float site.
  let quantized: ReplacedHardSwish?

  /// Longer names are truncated: a name may have any length, and several tensors repeat it.
  private static let longestName = 200

  /// - Throws: the reason why nothing can be split here.
  init(_ site: HardSwishSite) throws(Reason) {
    guard let input = site.input, let output = site.output else {
      throw Reason("it has no input or no output")
    }
    (subgraph, op) = (site.subgraph.index, site.op.index)
    (self.input, self.output) = (input.tensor.index, output.tensor.index)
    type = input.tensor.type
    let signature = input.tensor.shapeSignature
    shape = signature?.count == input.tensor.shape.count ? signature ?? [] : input.tensor.shape
    rowCount = Int32(
      clamping: input.tensor.shape.dropLast().reduce(Int64(1)) { count, size in
        count.multipliedReportingOverflow(by: Int64(max(size, 1))).partialValue
      })
    let text = output.tensor.name?.text ?? ""
    name = text.isEmpty ? "hard_swish_\(site.op.index)" : String(text.prefix(Self.longestName))

    guard output.tensor.type == type else {
      throw Reason("it reads \(type.name) and writes \(output.tensor.type.name)")
    }
    if type == .float32 {
      quantized = nil
      return
    }
    guard [.int8, .uint8].contains(type) else {
      throw Reason("its type is \(type.name); it must be INT8, UINT8 or FLOAT32")
    }
    for tensor in [input, output] {
      if let problem = tensor.quantization?.problem { throw Reason(problem) }
    }
    guard let inputGrid = input.grid, let outputGrid = output.grid,
      inputGrid.granularity == .perTensor, outputGrid.granularity == .perTensor
    else { throw Reason("its input and its output must each have one scale") }
    do {
      quantized = try ReplacedHardSwish(input: inputGrid, output: outputGrid)
    } catch {
      throw Reason(error.description)
    }
  }
}
