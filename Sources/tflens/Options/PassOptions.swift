import ArgumentParser
import ModelFacts
import Rewriting

/// The passes of a rewrite, which run in the order in which they were typed.
struct PassOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Spell each HARD_SWISH in other operators: auto, relu6, relu6-folded, depthwise, int16, "
        + "lookup, lookup-micro or float.", valueName: "strategy"))
  var splitHardSwish: SplitChoice?

  @Option(help: "Split or fuse only the operator at this position.")
  var `operator`: Int?

  @Option(help: "Look for it in this subgraph only.")
  var subgraph: Int?

  private var selection: HardSwishSelection {
    HardSwishSelection(op: `operator`, subgraph: subgraph)
  }

  /// The passes, in the order in which `arguments` name them.
  func inOrder(of arguments: [String]) -> [any Pass] {
    Self.names(in: arguments).compactMap { name -> (any Pass)? in
      switch name {
      case "--split-hard-swish":
        splitHardSwish.map { SplitHardSwish($0.choice, selection: selection) }
      default: nil
      }
    }
  }

  func validate(arguments: [String]) throws {
    if `operator` != nil, !Self.names(in: arguments).contains(where: Self.selective.contains) {
      throw ValidationError("--operator says where to split or fuse; name such a pass.")
    }
  }

  private static let all: Set<String> = ["--split-hard-swish"]
  private static let selective: Set<String> = ["--split-hard-swish"]

  /// The options that name passes, as typed; what follows `--` names none.
  private static func names(in arguments: [String]) -> [String] {
    arguments.prefix { $0 != "--" }
      .map { String($0.prefix { $0 != "=" }) }.filter(all.contains)
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
