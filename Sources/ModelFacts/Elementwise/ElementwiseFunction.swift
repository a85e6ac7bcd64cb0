public import ModelFormat
public import QuantMath

/// An element-wise part of a graph as one function: every element of its output depends on one
/// element of its input, the same way wherever it stands.
///
/// The function is what LiteRT's kernels compute, bit for bit. Steps may read the input or each other more
/// than once, as in `x * relu6(x + 3)`; their other operands are constants.
///
/// If the default path runs an 8-bit operator, or an ADD of two int16 tensors, in a built-in vector kernel,
/// this is the function of whole vectors; the reference kernel computes up to fifteen remaining elements at
/// the end of a tensor and may differ.
public struct ElementwiseFunction: Sendable {
  /// The element type of the input: INT8, UINT8, INT16 or FLOAT32.
  public let inputType: ElementType
  /// The element type of the output.
  public let outputType: ElementType
  /// The operators between input and output, in the order in which they run, without those that only produce
  /// constants.
  public let operators: [Operator]

  private let steps: [ElementwiseStep]
  private let result: Int
  var resultColumn: Int { result }

  /// What each step does to real numbers; nil if it is unknown for any step.
  var realSteps: [RealStep]? {
    guard inputCodes == nil, outputCodes == nil else { return nil }
    let known = steps.compactMap(\.real)
    return known.count == steps.count ? known : nil
  }

  /// Finds the function that leads from one tensor to another.
  ///
  /// - Parameters:
  ///   - input: the tensor that varies; its producer does not matter.
  ///   - output: a tensor that depends only on `input` and on constants.
  ///   - graph: the subgraph of both.
  ///   - kernels: the kernels whose arithmetic is used.
  /// - Throws: the first obstacle on the path back from the output.
  public init(
    from input: TensorIndex, to output: TensorIndex, in graph: GraphIndex, kernels: RuntimeKernels
  ) throws(ElementwiseError) {
    var walk = try ElementwiseWalk(from: input, in: graph, kernels: kernels)
    let operand = try walk.operand(output)
    guard case .varying(let column) = operand.value else {
      throw ElementwiseError(
        .noDependence, "\(operand.tensor.tensor.label) is a constant",
        at: graph.subgraph.place)
    }
    inputType = walk.input.type
    outputType = operand.type
    operators = walk.operators
    steps = walk.steps
    result = column
    try checkIndices()
  }

  /// The codes of the input; nil for a float.
  public var inputCodes: CodeRange? { inputType.codes }

  /// The codes of the output; nil for a float.
  public var outputCodes: CodeRange? { outputType.codes }

  /// The output code of every input code, lowest first: shape `[256]`, or `[65536]` for int16.
  ///
  /// - Precondition: input and output are integers.
  public func codes() -> [Int32] {
    precondition(inputCodes != nil && outputCodes != nil, "input and output must be integers")
    return columns(from: allCodes)[result].codes
  }

  /// The output float of every input code, lowest first.
  ///
  /// - Precondition: the input is an integer, the output a float.
  public func values() -> [Float] {
    precondition(inputCodes != nil && outputCodes == nil, "from integers to floats")
    return columns(from: allCodes)[result].reals
  }

  /// The output codes of some floats, in their order.
  ///
  /// - Precondition: the input is a float, the output an integer.
  public func codes(of inputs: [Float]) -> [Int32] {
    precondition(inputCodes == nil && outputCodes != nil, "from floats to integers")
    return columns(from: .reals(inputs))[result].codes
  }

  /// The output floats of some floats, in their order.
  ///
  /// - Rounding: to float32 after each operation, as the kernels do.
  /// - Precondition: input and output are floats.
  public func values(of inputs: [Float]) -> [Float] {
    precondition(inputCodes == nil && outputCodes == nil, "input and output must be floats")
    return columns(from: .reals(inputs))[result].reals
  }

  private var allCodes: ElementwiseColumn {
    guard let codes = inputCodes else { return .codes([]) }
    return .codes(Array(codes.lowest...codes.highest))
  }

  /// The input, and then the result of each step.
  private func columns(from input: ElementwiseColumn) -> [ElementwiseColumn] {
    var columns = [input]
    columns.reserveCapacity(steps.count + 1)
    for step in steps {
      columns.append(step.kernel.results(columns[step.first], columns[step.second]))
    }
    return columns
  }

  /// The runtime checks indices when the model runs: each input code must lead to an index inside the table.
  private func checkIndices() throws(ElementwiseError) {
    guard steps.contains(where: { $0.tableCount != nil }) else { return }
    let columns = columns(from: allCodes)
    for step in steps {
      guard let count = step.tableCount,
        let index = columns[step.first].codes.first(where: { $0 < 0 || Int($0) >= count })
      else { continue }
      throw ElementwiseError(
        .refused, "index \(index) is outside a table of \(count) entries, numbered from 0",
        at: step.place, condition: .indexOutOfRange)
    }
  }
}
