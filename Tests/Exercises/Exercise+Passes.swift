import Calibrating
import ModelFormat
import QuantMath
import Rewriting

extension Exercise {
  /// A pass by its id, in the ways in which its options make it do different things.
  static func passes(_ id: String, _ model: Model) -> [any Pass] {
    switch id {
    case EqualizeChannels.info.id: [EqualizeChannels()]
    case FixBias.info.id: [FixBias()]
    case FuseHardSwish.info.id: [FuseHardSwish()]
    case PerTensorWeights.info.id: [PerTensorWeights()]
    case RequantizeByRanges.info.id: requantize(model)
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

  /// By the ranges of a float twin, and by its own ones, of which every second value was at an end.
  private static func requantize(_ model: Model) -> [any Pass] {
    guard let first = model.subgraphs.first else { return [] }
    func ranges(isFloat: Bool) -> Ranges {
      Ranges(
        modelSHA256: "", kernels: "reference", runtimeVersions: [], sampleCount: 1,
        measurements: first.tensors.indices.map { index in
          let grid = isFloat ? nil : Grid(scale: 0.02, zeroPoint: 3, codes: .int8)
          let ends = UInt64(isFloat ? 0 : 1)
          return TensorMeasurement(
            tensor: index, name: first.tensors[index].name?.text ?? "",
            type: isFloat ? "FLOAT32" : "INT8", grid: grid,
            counts: .init(
              finite: 4, nan: 0, infinite: 0, lowestCode: ends, highestCode: ends, clipped: 0),
            sum: ExactNumber(0), squareSum: ExactNumber(4),
            spread: .init(
              lowest: -131, highest: 124, widthExponent: 0, first: -131,
              counts: (-131...124).map { [-131: 1, 0: 2, 124: 1][$0] ?? 0 }))
        })
    }
    return [GridMethod.minmax, .mse, .percentile(99), .entropy].map {
      RequantizeByRanges(
        .activations, ranges: ranges(isFloat: true), method: $0, allowsWorse: true, changesIO: true)
    } + [RequantizeByRanges(.hardSwish, ranges: ranges(isFloat: false), method: .mse, budget: 2)]
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
