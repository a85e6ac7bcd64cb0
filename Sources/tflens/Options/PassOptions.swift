import ArgumentParser
import ModelFacts
import ModelFormat
import Rewriting
import Targeting

/// The passes of a rewrite, which run in the order in which they were typed.
struct PassOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Split each HARD_SWISH into other operators, by this strategy (default: auto).",
      valueName: "strategy"))
  var splitHardSwish: [SplitChoice] = []

  @Flag(help: "Fuse decomposed hard-swish into HARD_SWISH.")
  var fuseHardSwish = false

  @Option(
    help: ArgumentHelp(
      "Requantize each HARD_SWISH's output to its reachable range, symmetrically, or with a "
        + "power-of-two scale.", valueName: "range"))
  var requantizeHardSwish: [HardSwishGrid] = []

  @Option(
    help: ArgumentHelp(
      "Requantize an activation, given by index or name.",
      valueName: "tensor=scale,zero_point"))
  var setQuantization: [String] = []

  @Flag(
    help: """
      Equalize channels between convolutions that have nothing but RELU, PAD or MAX_POOL_2D between them; use it before \
      --per-tensor-weights.
      """)
  var equalizeChannels = false

  @Flag(help: "Convert per-channel weights to per-tensor.")
  var perTensorWeights = false

  @Option(
    help: ArgumentHelp(
      """
      With --per-tensor-weights, leave these operators per-channel; auto leaves those with a channel of weights \
      whose signal-to-noise ratio would fall below 20 dB (auto=DB: below DB).
      """, valueName: "n,n-n|auto|auto=db"))
  var keepPerChannel: KeptLayersArgument?

  @Flag(help: "Requantize biases whose scale is not input scale x weight scale.")
  var fixBias = false

  @Flag(help: "Convert int8 activations to uint8.")
  var toUint8 = false

  @Flag(help: "Convert uint8 activations to int8.")
  var toInt8 = false

  @Flag(
    name: .customLong("keep-io"),
    help: "With --to-uint8 or --to-int8, keep the types of model inputs and outputs.")
  var keepIO = false

  @Flag(
    name: .customLong("strip-float-io"),
    help: "Remove float conversion (QUANTIZE, DEQUANTIZE) at model inputs and outputs.")
  var stripFloatIO = false

  @Flag(help: "Run operators in an order that needs less RAM; use it before --plan-memory.")
  var reorder = false

  @Flag(
    help: "Write a memory plan for TensorFlow Lite Micro that takes less RAM; use it last.")
  var planMemory = false

  @Option(
    help: ArgumentHelp(
      "Run the passes that fix what a target does not support; `tflens targets` lists targets.",
      valueName: "name|file.yaml"))
  var target: [TargetArgument] = []

  @Option(
    help: ArgumentHelp(
      "Change only operators with these indices, and what depends on them. Repeatable.",
      valueName: "n,n-n"))
  var `operator`: [String] = []

  @Option(parsing: .unconditional, help: "Only operators and tensors of this subgraph.")
  var subgraph: Int?

  /// Checks that a model has the chosen subgraph.
  func check(_ model: Model) throws(Diagnostic) {
    if let subgraph, !model.subgraphs.indices.contains(subgraph) {
      throw .noSuchIndex("subgraph", subgraph, of: model.subgraphs.count)
    }
    let subgraphs = model.subgraphs.filter { subgraph ?? $0.index == $0.index }
    let count = subgraphs.map(\.operators.count).max() ?? 0
    for text in `operator` {
      guard let index = try OperatorIndices(text).single.max(), index >= count else { continue }
      let owner = subgraphs.count == 1 ? "the model" : "the largest subgraph"
      throw .noSuchIndex("operator", index, of: count, in: owner)
    }
  }

  /// A step of a rewrite.
  enum Step {
    case pass(any Pass)
    case target(TargetProfile, OperatorSelection)
  }

  /// The steps, in the order in which `arguments` name them; `byRanges` has the options of one pass.
  ///
  /// - Throws: for an unknown target or an invalid argument.
  func inOrder(of arguments: [String], _ byRanges: RequantizeOptions) throws -> [Step] {
    let selection = OperatorSelection(
      try `operator`.map { text throws(Diagnostic) in try OperatorIndices(text) },
      subgraph: subgraph)
    var grids = try setQuantization.map { text throws(Diagnostic) in try GridArgument(text) }[...]
    var (targets, splits) = (target[...], splitHardSwish[...])
    var requantizations = requantizeHardSwish[...]
    return try Self.names(in: arguments).compactMap { name in
      switch name {
      case .setQuantization:
        grids.popFirst().map {
          .pass(SetQuantization($0, subgraph: subgraph, selection: selection))
        }
      case .splitHardSwish:
        splits.popFirst().map { .pass(SplitHardSwish($0.choice, selection: selection)) }
      case .requantizeHardSwish:
        requantizations.popFirst().map {
          .pass(RequantizeHardSwish($0, selection: selection))
        }
      case .perTensorWeights:
        .pass(
          PerTensorWeights(selection: selection, keeping: try keepPerChannel?.layers() ?? .none))
      case .requantize: try byRanges.pass(selection).map(Step.pass)
      case .target: try targets.popFirst().map { .target(try $0.profile(), selection) }
      default: pass(name, selection).map(Step.pass)
      }
    }
  }

  private func pass(_ name: Name, _ selection: OperatorSelection) -> (any Pass)? {
    switch name {
    case .fuseHardSwish: FuseHardSwish(selection: selection)
    case .equalizeChannels: EqualizeChannels(selection: selection)
    case .fixBias: FixBias(selection: selection)
    case .toUint8: ToUInt8(keepIO: keepIO, selection: selection)
    case .toInt8: ToInt8(keepIO: keepIO, selection: selection)
    case .stripFloatIO: StripFloatIO(selection: selection)
    case .reorder: Reorder()
    case .planMemory: PlanMemory()
    case .splitHardSwish, .requantizeHardSwish, .setQuantization, .requantize, .perTensorWeights,
      .target:
      nil
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
    if keepPerChannel != nil, !names.contains(.perTensorWeights) {
      throw .alone("--keep-per-channel", without: "--per-tensor-weights")
    }
    // Its other options are there once.
    if names.count(where: { $0 == .requantize }) > 1 { throw .repeated(Name.requantize.rawValue) }
    // The plan names tensors by index; another pass may renumber or add some.
    if let place = names.firstIndex(of: .planMemory),
      let next = names[place...].first(where: { $0 != .planMemory })
    {
      throw .notLast(Name.planMemory.rawValue, before: next.rawValue)
    }
  }

  /// The options that name passes.
  private enum Name: String {
    case splitHardSwish = "--split-hard-swish"
    case fuseHardSwish = "--fuse-hard-swish"
    case requantizeHardSwish = "--requantize-hard-swish"
    case requantize = "--requantize"
    case setQuantization = "--set-quantization"
    case equalizeChannels = "--equalize-channels"
    case perTensorWeights = "--per-tensor-weights"
    case fixBias = "--fix-bias"
    case toUint8 = "--to-uint8"
    case toInt8 = "--to-int8"
    case stripFloatIO = "--strip-float-io"
    case reorder = "--reorder"
    case planMemory = "--plan-memory"
    case target = "--target"
  }

  /// The passes in the order typed; arguments after `--` are not options.
  private static func names(in arguments: [String]) -> [Name] {
    arguments.prefix { $0 != "--" }.compactMap { Name(rawValue: String($0.prefix { $0 != "=" })) }
  }

  /// The arguments, with every split strategy given after a `=`.
  ///
  /// The parser does not support options with an optional value.
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

  /// The values in help and completion scripts.
  static var allValueStrings: [String] { allCases.map(\.name) }

  /// The help text of each.
  static var allValueDescriptions: [String: String] {
    Dictionary(uniqueKeysWithValues: allCases.map { ($0.name, $0.summary) })
  }

  var defaultValueDescription: String { name }

  /// The value as typed.
  private var name: String {
    switch self {
    case .auto: "auto"
    case .strategy(let strategy): strategy.rawValue
    }
  }

  private var summary: String {
    switch self {
    case .auto: "the strategy with the smallest change in codes, then the fewest operators"
    case .strategy(let strategy): strategy.summary
    }
  }

  /// The strategies that the pass chooses from.
  var choice: SplitHardSwish.Choice {
    switch self {
    case .auto: .best(of: SplitStrategy.withoutHardSwish)
    case .strategy(let strategy): .strategy(strategy)
    }
  }
}

extension HardSwishGrid: ExpressibleByArgument {}
