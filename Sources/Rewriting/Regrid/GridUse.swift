internal import ModelFacts
internal import ModelFormat

/// What another scale and zero point of one of its inputs mean to an operator.
enum GridUse: Equatable {
  /// Its arithmetic takes them in; what it writes stays on its own grid.
  case reads
  /// It multiplies with weights and adds a bias that counts in steps of input scale x weight scale.
  case multiplies
  /// It hands codes on as they are: what it writes must follow.
  case carries
  /// It cannot follow, for this reason.
  case blocks(String)

  /// No operator below has more inputs.
  private static let mostInputs = 8

  /// How an operator uses a tensor that it reads.
  init(of op: Operator, reading tensor: TensorIndex) {
    guard let use = Self.ofData(op) else {
      self = .blocks("\(op.label) is not known to work with another scale and zero point")
      return
    }
    guard case .blocks = use else {
      guard op.inputs.count <= Self.mostInputs else {
        self = .blocks(
          "\(op.label) has \(op.inputs.count) inputs, which its operator does not allow")
        return
      }
      let roles = op.builtin.traits.roles
      let strange = op.inputs.indices.first { op.inputs[$0] == tensor && !roles.isData($0) }
      self =
        strange.map { .blocks("\(op.label) reads it as input \($0), which is not a data input") }
        ?? use
      return
    }
    self = .blocks("\(op.label) needs the same scale and zero point for all inputs and outputs")
  }

  /// How an operator uses its data, whichever tensor that is; nil for one that is not known.
  ///
  /// Which operators need equal scales on both sides is what LiteRT's 8-bit quantization
  /// specification says, also where a kernel does not look: without them values change.
  static func ofData(_ op: Operator) -> GridUse? {
    let traits = op.builtin.traits
    switch traits.scales {
    case .computes:
      return hasUnknownLimits(op.builtin) ? nil : traits.matrix == nil ? .reads : .multiplies
    case .disregards: return .reads
    case .passesCodes(let scales):
      // Where there are several, a constant, or what another operator writes, would have to follow
      // too. (LiteRT's CONCATENATION of uint8 would rescale; TensorFlow's converter never counts on
      // that, and we do not either.)
      return traits.roles.dataInput == nil || scales.fillsWithCodeZero ? .blocks("") : .carries
    case .plainIntegers, nil: return nil
    }
  }

  /// True for operators whose kernels end the process for some ratios of scales, which
  /// `RuntimeLimits` does not know.
  private static func hasUnknownLimits(_ builtin: BuiltinOperator) -> Bool {
    builtin == .squaredDifference || builtin.name == "REDUCE_PROD"
  }
}
