import ModelFormat
import Rewriting

extension Exercise {
  /// A pass by its id, in the ways in which its options make it do different things.
  static func passes(_ id: String, _ model: Model) -> [any Pass] {
    switch id {
    case FixBias.info.id: [FixBias()]
    case FuseHardSwish.info.id: [FuseHardSwish()]
    case PerTensorWeights.info.id: [PerTensorWeights()]
    case RequantizeHardSwish.info.id: HardSwishGrid.allCases.map { RequantizeHardSwish($0) }
    case SetQuantization.info.id: setQuantization(model)
    case SplitHardSwish.info.id:
      [SplitStrategy.lookup, .lookupMicro, .float].map { SplitHardSwish(.strategy($0)) }
    // The other strategies look for their numbers, which takes its time at each site.
    case "searches":
      [SplitStrategy.relu6, .relu6Folded, .depthwise, .int16].map { SplitHardSwish(.strategy($0)) }
    case PlanMemory.info.id: [PlanMemory()]
    case Reorder.info.id: [Reorder()]
    case StripFloatIO.info.id: [StripFloatIO()]
    case ToInt8.info.id: [ToInt8(), ToInt8(keepIO: true)]
    case ToUInt8.info.id: [ToUInt8(), ToUInt8(keepIO: true)]
    default: preconditionFailure("\(id) is no exercise")
    }
  }

  private static func setQuantization(_ model: Model) -> [any Pass] {
    let subgraphs = model.subgraphs
    guard let first = subgraphs.first else { return [] }
    return first.tensors.indices.prefix(6).flatMap { tensor in
      [Float(0.05), 1e-38, 1e38].map { scale in
        SetQuantization(.index(tensor), subgraph: 0, scale: scale, zeroPoint: 0)
      }
    }
  }
}
