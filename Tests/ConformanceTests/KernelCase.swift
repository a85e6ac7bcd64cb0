import Foundation
import QuantMath

/// One operator with fixed parameters, the codes it is given, and what is predicted of it.
struct KernelCase: Encodable {
  /// A tensor as the oracle makes it.
  struct Tensor: Encodable {
    let type: String
    /// The exact value; nil for a tensor without quantization.
    let scale: Double?
    let zeroPoint: Int32
    /// Little-endian, in the width of the type.
    let codes: Data
    let isConstant: Bool
    /// How many dimensions of 1 stand before the one of its elements.
    let leadingOnes: Int
    /// The dimensions; nil for as many elements as there are codes.
    let shape: [Int32]?

    init(
      _ grid: Grid, _ codes: [Int32] = [], isConstant: Bool = false, leadingOnes: Int = 0,
      shape: [Int32]? = nil
    ) {
      self.shape = shape
      type = "\(grid.codes)"
      scale = grid.granularity == .missing ? nil : Double(grid.scale)
      zeroPoint = grid.zeroPoint
      self.codes = data(codes, grid.codes)
      (self.isConstant, self.leadingOnes) = (isConstant, leadingOnes)
    }
  }

  /// With its parameters, so that a difference can be looked into.
  let name: String
  /// As the schema names it.
  let `operator`: String
  let activation: Int8?
  let inputs: [Tensor]
  let output: Tensor
  /// By resolver.
  let expected: [String: Prediction]

  init(
    _ operator: String, number: Int, activation: FusedActivation? = nil, inputs: [Tensor],
    output: Grid, expected: [Resolver: Prediction]
  ) {
    self.operator = `operator`
    self.activation = activation?.rawValue
    self.inputs = inputs
    self.output = Tensor(output)
    self.expected = Dictionary(
      uniqueKeysWithValues: expected.map { ($0.key.rawValue, $0.value) })
    let grids = (inputs + [self.output]).map {
      "\($0.type)(\($0.scale.map(\.description) ?? "none"), \($0.zeroPoint))"
    }
    let fused = activation.map { " \($0)" } ?? ""
    name = "\(`operator`)\(fused) \(number): \(grids.joined(separator: " "))"
  }
}

/// How a model is run.
enum Resolver: String, CaseIterable {
  /// The reference kernels.
  case reference
  /// The built-in kernels, without delegates.
  case builtin
  /// What a program gets that asks for nothing: XNNPACK where it takes the operator.
  case `default`
}

/// What is predicted of a model.
struct Prediction: Encodable {
  let effect: String
  let codes: Data?
  let isDelegated: Bool?

  /// The model computes these codes.
  static func computes(_ codes: [Int32], _ range: CodeRange, isDelegated: Bool = false) -> Self {
    Self(effect: "computes", codes: data(codes, range), isDelegated: isDelegated)
  }

  /// What a condition names: a refusal, or the end of the process.
  static func fails(_ error: PreparationError) -> Self {
    Self(effect: error.condition.effect.rawValue, codes: nil, isDelegated: nil)
  }
}

/// Codes as they are stored.
private func data(_ codes: [Int32], _ range: CodeRange) -> Data {
  let width = range.count == 256 ? 1 : 2
  return codes.reduce(into: Data(capacity: codes.count * width)) { data, code in
    data.append(UInt8(truncatingIfNeeded: code))
    if width == 2 { data.append(UInt8(truncatingIfNeeded: code >> 8)) }
  }
}
