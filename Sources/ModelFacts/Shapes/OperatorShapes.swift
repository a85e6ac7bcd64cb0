internal import ModelFormat

/// An operator with the shapes of its inputs, for a shape rule.
///
/// A rule checks the shapes that the kernel checks, in `Prepare` and when it runs, in the kernel's order, and
/// skips whatever is unknown.
struct OperatorShapes {
  /// The operator.
  let op: Operator
  /// Its inputs; nil if one is left out.
  let inputs: [ShapeOperand?]
  /// Its outputs, as the file has them.
  let outputs: [Tensor?]
  /// Its options; nil if the file has none, or those of another operator.
  let options: Record?

  /// The operand at a position; nil if it is left out.
  func input(_ position: Int) -> ShapeOperand? {
    position < inputs.count ? inputs[position] : nil
  }

  /// As many unknown shapes as there are outputs.
  var unknown: [TensorShape] { outputs.map { _ in .unknown } }

  /// The same shape for each output.
  func all(_ dimensions: [Int?]?) -> [TensorShape] { outputs.map { _ in TensorShape(dimensions) } }

  // MARK: Options

  /// An integer of the options; 0 if they are left out, as in the runtime's parser.
  func integer(_ name: String) -> Int {
    guard let options, let field = options.field(named: name) else { return 0 }
    switch options.value(field) {
    case .integer(let value)?: return Int(clamping: value)
    case .unsigned(let value)?: return Int(clamping: value)
    case .bool(let value)?: return value ? 1 : 0
    default: return 0
    }
  }

  /// A switch of the options; false if they are left out.
  func flag(_ name: String) -> Bool { integer(name) != 0 }

  /// A list of the options; empty if it is left out.
  func integers(_ name: String) -> [Int] {
    guard let options, let field = options.field(named: name) else { return [] }
    switch options.value(field) {
    case .numbers(.int32(let numbers))?: return numbers.map { Int($0) }
    case .numbers(.int64(let numbers))?: return KnownValues.bounded(numbers.map { Int($0) }) ?? []
    default: return []
    }
  }

  // MARK: Checks

  /// Requires a condition that may be undecidable: nil passes.
  func require(
    _ condition: Bool?, _ message: @autoclosure () -> String,
    _ consequence: ShapeFault.Consequence = .rejects
  ) throws(ShapeFault) {
    if condition == false { throw ShapeFault(message(), consequence) }
  }

  /// The dimensions of an input that must have one of the given ranks; nil if it is left out or its rank is
  /// unknown.
  func dimensions(
    _ position: Int, rank allowed: ClosedRange<Int>, _ what: String? = nil,
    _ consequence: ShapeFault.Consequence = .rejects
  ) throws(ShapeFault) -> [Int?]? {
    guard let operand = input(position), let dimensions = operand.dimensions else { return nil }
    guard !allowed.contains(dimensions.count) else { return dimensions }
    let limit =
      allowed.lowerBound == allowed.upperBound
      ? "\(allowed.lowerBound)"
      : allowed.upperBound == Int.max
        ? "at least \(allowed.lowerBound)"
        : "\(allowed.lowerBound) to \(allowed.upperBound)"
    throw ShapeFault(
      "\(what ?? "input \(position)") has shape \(operand.shape), rank \(dimensions.count); the "
        + "rank must be \(limit)", consequence)
  }

  /// The same for exactly one rank.
  func dimensions(_ position: Int, rank: Int, _ what: String? = nil) throws(ShapeFault) -> [Int?]? {
    try dimensions(position, rank: rank...rank, what)
  }

  /// Requires two dimensions to be equal.
  func requireEqual(
    _ a: Int?, _ b: Int?, _ what: String, _ other: String,
    _ consequence: ShapeFault.Consequence = .rejects
  ) throws(ShapeFault) {
    guard let a, let b, a != b else { return }
    throw ShapeFault("\(what) is \(a); it must equal \(other), \(b)", consequence)
  }

  /// Requires an input to have a number of elements.
  func require(elements count: Int?, of position: Int, _ what: String) throws(ShapeFault) {
    guard let count, let operand = input(position), let found = operand.shape.elementCount,
      found != count
    else { return }
    throw ShapeFault(
      "\(what) has shape \(operand.shape), \(found) elements; it must have \(count)")
  }

  /// An axis of a shape of `rank` dimensions, counted from the front; it must be one of them.
  func axis(_ axis: Int, rank: Int, _ what: String = "axis") throws(ShapeFault) -> Int {
    let fromFront = axis < 0 ? axis + rank : axis
    guard fromFront < 0 || fromFront >= rank else { return fromFront }
    throw ShapeFault(
      rank == 0
        ? "\(what) is \(axis), but the input is a scalar"
        : "\(what) is \(axis); it must be from \(-rank) to \(rank - 1)")
  }
}
