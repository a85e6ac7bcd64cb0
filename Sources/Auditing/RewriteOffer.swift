internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// A `tflens rewrite` command that may fix a finding.
///
/// A rule proposes it; a report prints it only if trying it on the model removed the finding.
public enum RewriteOffer: Sendable, Hashable {
  /// Requantizes the bias of this operator.
  case fixBias(op: Int, subgraph: Int?)
  /// Fuses the decomposed hard-swish that has this operator.
  case fuseHardSwish(op: Int, subgraph: Int?)
  /// Requantizes the output of this HARD_SWISH to the range that it can reach.
  case requantizeHardSwish(op: Int, subgraph: Int?)
  /// Requantizes a tensor.
  case setQuantization(tensor: Int, scale: Float, zeroPoint: Int64, subgraph: Int?)

  /// The pass, by id.
  public var pass: String {
    switch self {
    case .fixBias: "fix-bias"
    case .fuseHardSwish: "fuse-hard-swish"
    case .requantizeHardSwish: "requantize-hard-swish"
    case .setQuantization: "set-quantization"
    }
  }

  /// The arguments after `tflens rewrite MODEL -o OUT`.
  public var arguments: [String] {
    switch self {
    case .fixBias(let op, let subgraph), .fuseHardSwish(let op, let subgraph),
      .requantizeHardSwish(let op, let subgraph):
      passArguments + ["--operator", "\(op)"] + Self.place(subgraph)
    case .setQuantization(let tensor, let scale, let zeroPoint, let subgraph):
      passArguments + ["\(tensor)=\(scale),\(zeroPoint)"] + Self.place(subgraph)
    }
  }

  /// The offer for every place of the model at once; nil for a pass that is about one place.
  public var everywhere: RewriteOffer.Everywhere? {
    switch self {
    case .fixBias: .fixBias
    case .fuseHardSwish: .fuseHardSwish
    case .requantizeHardSwish: .requantizeHardSwish
    case .setQuantization: nil
    }
  }

  /// A pass over the whole model.
  public enum Everywhere: Sendable, Hashable {
    case fixBias, fuseHardSwish, requantizeHardSwish

    /// The arguments after `tflens rewrite MODEL -o OUT`.
    public var arguments: [String] {
      switch self {
      case .fixBias: ["--fix-bias"]
      case .fuseHardSwish: ["--fuse-hard-swish"]
      case .requantizeHardSwish: ["--requantize-hard-swish", "tight"]
      }
    }
  }

  private var passArguments: [String] {
    switch self {
    case .requantizeHardSwish: ["--requantize-hard-swish", "tight"]
    default: ["--\(pass)"]
    }
  }

  private static func place(_ subgraph: Int?) -> [String] {
    subgraph.map { ["--subgraph", "\($0)"] } ?? []
  }
}

extension RewriteOffer {
  /// The offer to requantize an 8-bit tensor to a range of real numbers; empty if there is no such scale.
  static func range(
    _ low: Double, _ high: Double, of tensor: QuantizedTensor, _ facts: SubgraphFacts
  ) -> [RewriteOffer] {
    // 0 must be a code.
    guard tensor.type.isQuantizedByte, let codes = tensor.type.codes, low.isFinite, high.isFinite,
      let grid = Grid(covering: min(low, 0)...max(high, 0), codes: codes)
    else { return [] }
    return [
      .setQuantization(
        tensor: tensor.tensor.index.position, scale: grid.scale,
        zeroPoint: Int64(grid.zeroPoint), subgraph: facts.argument)
    ]
  }
}
