internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// What the runtime requires of the scales and zero points of one operator, beyond their meaning.
struct RuntimeLimits {
  let op: Operator
  /// The current or new grids of the operator's inputs and its first output; nil for tensors without one.
  let inputs: [Grid?]
  let output: Grid?
  /// The scales of the weights; empty for an operator without weights.
  let weightScales: [Float]

  /// XNNPACK rejects the whole model from here on (`src/operators/convolution-nhwc.c`,
  /// "requantization scale"); the reference kernels do not look.
  private static let largestMultiplier: Float = 256
  /// The same for INT16: the kernels that add up in 64 bits assert a shift below 8
  /// (`kernels/internal/common.cc`, `MultiplyByQuantizedMultiplier`).
  private static let largestWideMultiplier: Float = 128
  /// Kernels store a smaller factor from accumulator to output as 0 (`QuantizeMultiplier`).
  private static let leastFactor: Float = 0x1p-32
  /// The largest input scale of INT16 LOGISTIC, TANH and SOFTMAX that was seen to be right.
  ///
  /// At 6, the index into their tables overflows, and results are wrong by up to their whole range. Measured with
  /// ai-edge-litert 2.3.0, every kernel.
  private static let largestWideTableScale: Float = 4
  /// `QuantizeMultiplierGreaterThanOne` crashes unless beta x scale x 2^26 is more than 1
  /// (`kernels/internal/quantization_util.cc`, `PreprocessSoftmaxScaling`).
  private static let leastSoftmaxScale: Float = 0x1p-26

  /// Why the runtime would reject the operator, crash, or have undefined results;
  /// nil if it would not.
  var obstacle: String? {
    guard let activation = op.knownActivation else {
      return "\(op.label): its activation \(op.fusedActivation.name) is not known"
    }
    do throws(PreparationError) {
      if let undefined = try conditions(activation).first(where: { $0.effect == .undefined }) {
        return "\(op.label): \(undefined.message)"
      }
    } catch {
      return "\(op.label): \(error.condition.message): \(error.found)"
    }
    return ownObstacle.map { "\(op.label): \($0)" }
  }

  /// Prepares the operator as the runtime does, if its arithmetic is known.
  private func conditions(
    _ activation: FusedActivation
  ) throws(PreparationError) -> [ArithmeticCondition] {
    guard let output else { return [] }
    let first = inputs.first ?? nil
    let second = inputs.count > 1 ? inputs[1] : nil
    switch op.builtin {
    case .hardSwish:
      guard let first else { return [] }
      return try HardSwishPreparation(input: first, output: output).conditions
    case .add, .sub:
      guard let first, let second else { return [] }
      return try AddPreparation(
        first: first, second: second, output: output, activation: activation
      ).conditions
    case .mul:
      guard let first, let second else { return [] }
      return try MultiplyPreparation(
        first: first, second: second, output: output, activation: activation
      ).conditions
    case .quantize:
      guard let first else { return [] }
      return try RequantizePreparation(input: first, output: output).conditions
    default:
      if let relu = ReluFunction(op.builtin), let first {
        return try ReluPreparation(relu, input: first, output: output).conditions
      }
      _ = try OutputBounds(activation, on: output)
      return []
    }
  }

  private var ownObstacle: String? {
    if [.add, .sub, .mul].contains(op.builtin), inputs.prefix(2).contains(where: { $0 == nil }) {
      return "an input is not an INT8, UINT8 or INT16 tensor with one scale"
    }
    if op.builtin == .mul, let a = inputs[0], let b = inputs[1], let output {
      let factor = a.scale * b.scale / output.scale
      guard factor < Self.leastFactor else { return nil }
      return
        "the product of the input scales / output scale would be \(factor); it must be 2^-32 at least"
    }
    // The two operands of BATCH_MATMUL are interchangeable, and neither has such a limit.
    if let positions = op.builtin.traits.matrix, positions.bias != nil,
      inputs.indices.contains(positions.input), let input = inputs[positions.input], let output
    {
      let largest =
        output.codes == .int16 ? Self.largestWideMultiplier : Self.largestMultiplier
      let multipliers = weightScales.lazy.map { input.scale * $0 / output.scale }
      if let most = multipliers.max(), most < Self.leastFactor {
        return "input scale x weight scale / output scale would be \(most) at most; it must be "
          + "2^-32 at least"
      }
      guard let worst = multipliers.first(where: { !($0 < largest) }) else { return nil }
      return "input scale x weight scale / output scale would be \(worst); it must be below "
        + "\(Int(largest))"
    }
    if [.logistic, .tanh, .softmax].contains(op.builtin), let input = inputs.first ?? nil,
      input.codes == .int16, input.scale > Self.largestWideTableScale
    {
      return "the input scale would be \(input.scale); that of its INT16 kernel must be at most "
        + "\(Int(Self.largestWideTableScale))"
    }
    if op.builtin.traits.isComparison,
      let large = inputs.lazy.compactMap({ $0 }).first(where: { $0.scale >= 1 })
    {
      // `kernels/comparisons.cc`, `ComparisonQuantized`: from 1 on, the process may crash.
      return "an input scale would be \(large.scale); it must be below 1"
    }
    if [.softmax, .logSoftmax].contains(op.builtin), let input = inputs.first ?? nil,
      !(input.scale * beta > Self.leastSoftmaxScale)
    {
      return "the input scale would be \(input.scale), which is too small for its kernel"
    }
    return nil
  }

  private var beta: Float {
    guard op.builtin == .softmax else { return 1 }
    guard let options = op.options, let field = options.field(named: "beta"),
      case .float32(let beta)? = options.value(field)
    else { return 0 }
    return beta
  }
}

extension ReluFunction {
  fileprivate init?(_ builtin: BuiltinOperator) {
    switch builtin {
    case .relu: self = .relu
    case .relu6: self = .relu6
    case .reluN1To1: self = .reluN1To1
    case .relu0To1: self = .relu0To1
    default: return nil
    }
  }
}
