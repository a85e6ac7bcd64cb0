internal import ModelFacts
internal import ModelFormat

/// How an operator is affected by a new scale and zero point of one of its inputs.
enum GridUse: Equatable {
  /// Its arithmetic uses them; its output keeps its own scale.
  case reads
  /// It multiplies by weights and adds a bias with the scale input scale x weight scale.
  case multiplies
  /// It passes the codes of one input on unchanged, so its output must change too.
  case carries
  /// It passes the codes of several inputs on unchanged, so that all of them and its output must change.
  case joins
  /// It cannot be adjusted, for this reason.
  case blocks(String)

  /// No operator but those that join any number of tensors has more inputs.
  private static let mostInputs = 8

  /// How an operator uses a tensor that it reads.
  init(of op: Operator, reading tensor: TensorIndex) {
    guard let use = Self.ofData(op) else {
      self = .blocks("\(op.label) is not known to work with another scale and zero point")
      return
    }
    guard use == .joins || op.inputs.count <= Self.mostInputs else {
      self = .blocks(
        "\(op.label) has \(op.inputs.count) inputs, which its operator does not allow")
      return
    }
    let roles = op.builtin.traits.roles
    let strange = op.inputs.indices.first { op.inputs[$0] == tensor && !roles.isData($0) }
    self =
      strange.map { .blocks("\(op.label) reads it as input \($0), which is not a data input") }
      ?? use
  }

  /// How an operator uses its data inputs; nil for an unknown operator.
  ///
  /// Which operators need equal input and output scales is defined by LiteRT's 8-bit quantization
  /// specification, even if a kernel does not check them: otherwise values would change.
  static func ofData(_ op: Operator) -> GridUse? {
    let traits = op.builtin.traits
    switch traits.scales {
    case .computes:
      return hasUnknownLimits(op.builtin) ? nil : traits.matrix == nil ? .reads : .multiplies
    case .disregards: return .reads
    case .passesCodes(let scales):
      guard !scales.fillsWithCodeZero else {
        return .blocks("\(op.label) fills its output with code 0, whatever the zero point")
      }
      // LiteRT's CONCATENATION of uint8 would rescale; TensorFlow's converter never relies on that, and
      // neither do we.
      return traits.roles.dataInput == nil ? .joins : .carries
    case .plainIntegers, nil: return nil
    }
  }

  /// True for operators whose kernels crash for some ratios of scales that `RuntimeLimits` does not know.
  private static func hasUnknownLimits(_ builtin: BuiltinOperator) -> Bool {
    builtin == .squaredDifference || builtin == .reduceProd
  }
}
