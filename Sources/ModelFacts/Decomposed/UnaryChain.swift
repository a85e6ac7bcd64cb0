internal import ModelFormat

/// The operators that lead to a tensor, as long as each is a function of one tensor.
struct UnaryChain {
  /// The longest form that converters leave has 4; a higher limit costs nothing.
  private static let longest = 8

  /// From the tensor backwards.
  let steps: [UnaryStep]
  let end: TensorIndex

  init(to tensor: TensorIndex, in graph: GraphIndex) {
    var steps: [UnaryStep] = []
    var place = tensor
    while steps.count < Self.longest, let producer = graph.producer(of: place),
      let step = UnaryStep(producer, in: graph)
    {
      steps.append(step)
      place = step.input
    }
    self.steps = steps
    end = tensor
  }

  /// The tensors that this is a function of, nearest first, each with how many steps lie between.
  var bases: [(tensor: TensorIndex, stepCount: Int)] {
    [(end, 0)] + steps.enumerated().map { ($1.input, $0 + 1) }
  }

  /// The function from the base `stepCount` steps back, including the effect of storing each result as codes.
  func line(stepCount: Int, in graph: GraphIndex) -> ClampedLine {
    let reach = reach(stepCount: stepCount, in: graph)
    return steps.prefix(stepCount).reversed().reduce(ClampedLine()) { line, step in
      Self.stored(step.apply(to: line), at: step.output, reach: reach, in: graph)
    }
  }

  /// The real numbers that the base can hold; nil for a float.
  func reach(stepCount: Int, in graph: GraphIndex) -> ClosedRange<Double>? {
    Self.grid(of: stepCount == 0 ? end : steps[stepCount - 1].input, in: graph)?.range
  }

  /// Codes saturate: if their range ends well inside the range of the function, they clamp it, and a
  /// converter may have dropped a RELU6 because of that.
  ///
  /// A difference of one step is tolerated, because ranges are rounded to codes.
  private static func stored(
    _ line: ClampedLine, at tensor: TensorIndex, reach: ClosedRange<Double>?, in graph: GraphIndex
  ) -> ClampedLine {
    guard let grid = grid(of: tensor, in: graph) else { return line }
    let ends = reach.map { [line($0.lowerBound), line($0.upperBound)] } ?? [line.low, line.high]
    let lowest = ends.min() ?? line.low
    let highest = ends.max() ?? line.high
    var line = line
    if lowest < grid.range.lowerBound - grid.step { line.clamp(grid.range.lowerBound, .infinity) }
    if highest > grid.range.upperBound + grid.step { line.clamp(-.infinity, grid.range.upperBound) }
    return line
  }

  private static func grid(
    of index: TensorIndex, in graph: GraphIndex
  ) -> (range: ClosedRange<Double>, step: Double)? {
    guard let tensor = graph.tensor(index), let quantization = TensorQuantization(tensor),
      let step = quantization.scale, step > 0, let range = quantization.realRange(of: tensor.type)
    else { return nil }
    return (range, Double(step))
  }
}
