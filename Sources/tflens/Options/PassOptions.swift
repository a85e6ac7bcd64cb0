import ArgumentParser
import ModelFacts
import ModelFormat
import Rewriting
import Targeting

/// The passes of a rewrite, which run in the order in which they were typed.
struct PassOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Split each HARD_SWISH into other operators; without a strategy, as auto does.",
      valueName: "strategy"))
  var splitHardSwish: SplitChoice?

  @Flag(help: "Make one HARD_SWISH of the operators that spell it.")
  var fuseHardSwish = false

  @Option(
    help: ArgumentHelp(
      "Give each HARD_SWISH another output grid: what it can reach, zero in the middle, or a scale "
        + "that is a power of two.", valueName: "grid"))
  var requantizeHardSwish: HardSwishGrid?

  @Option(
    help: ArgumentHelp(
      "Give an activation another scale and zero point, by its index or name.",
      valueName: "tensor=scale,zero_point"))
  var setQuantization: [String] = []

  @Flag(help: "Give weights with a scale a channel one scale.")
  var perTensorWeights = false

  @Flag(help: "Quantize biases again whose scale is not input scale x weight scale.")
  var fixBias = false

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

  @Option(
    help: ArgumentHelp(
      "Run the passes that mend what a target does not take; `tflens targets` lists them.",
      valueName: "name|file.yaml"))
  var target: [TargetArgument] = []

  @Option(
    help: ArgumentHelp(
      "Change only the operators with these indices, and what must follow. Repeatable.",
      valueName: "n,n-n"))
  var `operator`: [String] = []

  @Option(help: "Look for operators and tensors in this subgraph only.")
  var subgraph: Int?

  /// A step of a rewrite.
  enum Step {
    case pass(any Pass)
    case target(TargetProfile, OperatorSelection)
  }

  /// The steps, in the order in which `arguments` name them.
  ///
  /// - Throws: for a target that there is not, and for an argument that means nothing.
  func inOrder(of arguments: [String]) throws -> [Step] {
    let selection = OperatorSelection(
      try `operator`.map { text throws(Diagnostic) in try OperatorIndices(text) },
      subgraph: subgraph)
    var grids = try setQuantization.map { text throws(Diagnostic) in try GridArgument(text) }[...]
    var targets = target[...]
    return try Self.names(in: arguments).compactMap { name in
      switch name {
      case .setQuantization:
        grids.popFirst().map {
          .pass(SetQuantization($0, subgraph: subgraph, selection: selection))
        }
      case .target: try targets.popFirst().map { .target(try $0.profile(), selection) }
      default: pass(name, selection).map(Step.pass)
      }
    }
  }

  private func pass(_ name: Name, _ selection: OperatorSelection) -> (any Pass)? {
    switch name {
    case .splitHardSwish: splitHardSwish.map { SplitHardSwish($0.choice, selection: selection) }
    case .fuseHardSwish: FuseHardSwish(selection: selection)
    case .requantizeHardSwish:
      requantizeHardSwish.map { RequantizeHardSwish($0, selection: selection) }
    case .perTensorWeights: PerTensorWeights(selection: selection)
    case .fixBias: FixBias(selection: selection)
    case .toUint8: ToUInt8(keepIO: keepIO, selection: selection)
    case .toInt8: ToInt8(keepIO: keepIO, selection: selection)
    case .stripFloatIO: StripFloatIO(selection: selection)
    case .setQuantization, .target: nil
    }
  }

  func check(arguments: [String]) throws(Diagnostic) {
    let names = Self.names(in: arguments)
    if !`operator`.isEmpty, names.isEmpty {
      throw .alone("--operator", without: "a pass")
    }
    if keepIO, !names.contains(.toUint8), !names.contains(.toInt8) {
      throw .alone("--keep-io", without: "--to-uint8 or --to-int8")
    }
  }

  /// The options that name passes.
  private enum Name: String {
    case splitHardSwish = "--split-hard-swish"
    case fuseHardSwish = "--fuse-hard-swish"
    case requantizeHardSwish = "--requantize-hard-swish"
    case setQuantization = "--set-quantization"
    case perTensorWeights = "--per-tensor-weights"
    case fixBias = "--fix-bias"
    case toUint8 = "--to-uint8"
    case toInt8 = "--to-int8"
    case stripFloatIO = "--strip-float-io"
    case target = "--target"
  }

  /// The passes as they are typed; what follows `--` names none.
  private static func names(in arguments: [String]) -> [Name] {
    arguments.prefix { $0 != "--" }.compactMap { Name(rawValue: String($0.prefix { $0 != "=" })) }
  }

  /// The arguments with the strategy of a split that names none, and behind a `=`.
  ///
  /// The parser knows no option whose value may be left out.
  static func spelledOut(_ arguments: [String]) -> [String] {
    var spelled: [String] = []
    var rest = arguments[...]
    while let word = rest.popFirst() {
      if word == "--" { return spelled + [word] + rest }
      guard word == Name.splitHardSwish.rawValue else {
        spelled.append(word)
        continue
      }
      let strategy = rest.first.flatMap { SplitChoice(argument: $0) == nil ? nil : $0 }
      if strategy != nil { rest = rest.dropFirst() }
      spelled.append("\(word)=\(strategy ?? "auto")")
    }
    return spelled
  }
}

/// A strategy, or `auto` for the best of all.
enum SplitChoice: ExpressibleByArgument, CaseIterable {
  case auto
  case strategy(SplitStrategy)

  init?(argument: String) {
    guard let choice = Self.allCases.first(where: { $0.name == argument }) else { return nil }
    self = choice
  }

  static var allCases: [SplitChoice] { [.auto] + SplitStrategy.allCases.map(strategy) }

  /// What help and completion scripts list.
  static var allValueStrings: [String] { allCases.map(\.name) }

  /// What help says of each.
  static var allValueDescriptions: [String: String] {
    Dictionary(uniqueKeysWithValues: allCases.map { ($0.name, $0.summary) })
  }

  var defaultValueDescription: String { name }

  /// What is typed.
  private var name: String {
    switch self {
    case .auto: "auto"
    case .strategy(let strategy): strategy.rawValue
    }
  }

  private var summary: String {
    switch self {
    case .auto: "the strategy with the least error, then the fewest operators"
    case .strategy(let strategy): strategy.summary
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
