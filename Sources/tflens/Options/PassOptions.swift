import ArgumentParser
import ModelFacts
import Rewriting

/// The passes of a rewrite, which run in the order in which they were typed.
struct PassOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Spell each HARD_SWISH in other operators, by one strategy or the best: "
        + SplitChoice.allValueStrings.joined(separator: ", ") + ".", valueName: "strategy"))
  var splitHardSwish: SplitChoice?

  @Flag(help: "Make one HARD_SWISH of the operators that spell it.")
  var fuseHardSwish = false

  @Option(
    help: ArgumentHelp(
      "Give each HARD_SWISH another output grid: "
        + HardSwishGrid.allCases.map(\.rawValue).joined(separator: ", ") + ".", valueName: "grid"))
  var requantizeHardSwish: HardSwishGrid?

  @Option(
    help: ArgumentHelp(
      "Give an activation another scale and zero point, by its position or name.",
      valueName: "tensor=scale,zero_point"))
  var setQuantization: [GridArgument] = []

  @Flag(help: "Give weights with a scale a channel one scale.")
  var perTensorWeights = false

  @Flag(help: "Make uint8 activations of int8 ones.")
  var toUint8 = false

  @Flag(help: "Make int8 activations of uint8 ones.")
  var toInt8 = false

  @Flag(
    name: .customLong("keep-io"),
    help: "Let --to-uint8 and --to-int8 keep the types of the graph's inputs and outputs.")
  var keepIO = false

  @Flag(
    name: .customLong("strip-float-io"),
    help: "Take out QUANTIZE and DEQUANTIZE at the graph's inputs and outputs.")
  var stripFloatIO = false

  @Option(help: "Split, fuse or requantize only the operator at this position.")
  var `operator`: Int?

  @Option(help: "Look for operators and tensors in this subgraph only.")
  var subgraph: Int?

  /// The passes, in the order in which `arguments` name them.
  func inOrder(of arguments: [String]) -> [any Pass] {
    var grids = setQuantization[...]
    return Self.names(in: arguments).compactMap { name in
      name == .setQuantization
        ? grids.popFirst().map { SetQuantization($0, subgraph: subgraph) } : pass(name)
    }
  }

  private func pass(_ name: Name) -> (any Pass)? {
    let selection = HardSwishSelection(op: `operator`, subgraph: subgraph)
    return switch name {
    case .splitHardSwish: splitHardSwish.map { SplitHardSwish($0.choice, selection: selection) }
    case .fuseHardSwish: FuseHardSwish(op: `operator`, subgraph: subgraph)
    case .requantizeHardSwish:
      requantizeHardSwish.map { RequantizeHardSwish($0, selection: selection) }
    case .perTensorWeights: PerTensorWeights()
    case .toUint8: ToUInt8(keepIO: keepIO)
    case .toInt8: ToInt8(keepIO: keepIO)
    case .stripFloatIO: StripFloatIO()
    case .setQuantization: nil
    }
  }

  func validate(arguments: [String]) throws {
    let names = Self.names(in: arguments)
    if `operator` != nil, !names.contains(where: \.isSelective) {
      throw ValidationError("--operator says where to split, fuse or requantize; name such a pass.")
    }
    if keepIO, !names.contains(.toUint8), !names.contains(.toInt8) {
      throw ValidationError("--keep-io goes with --to-uint8 or --to-int8.")
    }
  }

  /// The options that name passes.
  private enum Name: String {
    case splitHardSwish = "--split-hard-swish"
    case fuseHardSwish = "--fuse-hard-swish"
    case requantizeHardSwish = "--requantize-hard-swish"
    case setQuantization = "--set-quantization"
    case perTensorWeights = "--per-tensor-weights"
    case toUint8 = "--to-uint8"
    case toInt8 = "--to-int8"
    case stripFloatIO = "--strip-float-io"

    var isSelective: Bool {
      [.splitHardSwish, .fuseHardSwish, .requantizeHardSwish].contains(self)
    }
  }

  /// The passes as they are typed; what follows `--` names none.
  private static func names(in arguments: [String]) -> [Name] {
    arguments.prefix { $0 != "--" }.compactMap { Name(rawValue: String($0.prefix { $0 != "=" })) }
  }

  /// Options whose value may be left out, and what they mean then.
  private static let shorthands = ["--split-hard-swish": "--split-hard-swish=auto"]

  /// The arguments with every value that was left out.
  ///
  /// The parser knows no option with a value that may be left out and that is never the next word.
  static func spelledOut(_ arguments: [String]) -> [String] {
    let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
    return arguments[..<end].map { shorthands[$0] ?? $0 } + arguments[end...]
  }
}

/// A strategy, or `auto` for the best of all.
enum SplitChoice: ExpressibleByArgument, CaseIterable {
  case auto
  case strategy(SplitStrategy)

  init?(argument: String) {
    guard let choice = Self.allCases.first(where: { $0.defaultValueDescription == argument }) else {
      return nil
    }
    self = choice
  }

  static var allValueStrings: [String] { allCases.map(\.defaultValueDescription) }

  static var allCases: [SplitChoice] { [.auto] + SplitStrategy.allCases.map(strategy) }

  var defaultValueDescription: String {
    switch self {
    case .auto: "auto"
    case .strategy(let strategy): strategy.rawValue
    }
  }

  /// What the pass is to choose from.
  var choice: SplitHardSwish.Choice {
    switch self {
    case .auto: .best(of: SplitStrategy.withoutHardSwish)
    case .strategy(let strategy): .strategy(strategy)
    }
  }
}

extension HardSwishGrid: ExpressibleByArgument {}

extension GridArgument: ExpressibleByArgument {
  /// The grid that an argument gives to a tensor.
  public init?(argument: String) {
    guard let grid = try? GridArgument(argument) else { return nil }
    self = grid
  }
}
