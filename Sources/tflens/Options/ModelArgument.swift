import ArgumentParser
import ModelFormat

extension FilePath: ExpressibleByArgument {
  /// The path that an argument stands for.
  public init?(argument: String) {
    guard !argument.isEmpty else { return nil }
    self = RawArguments.path(argument)
  }
}

/// The one model that a command is about.
struct ModelArgument: ParsableArguments {
  @Argument(help: "The model file, or - for standard input.")
  var model: FilePath
}

/// The models that a command is about.
struct ModelArguments: ParsableArguments {
  @Argument(help: "The model files, or - for standard input.")
  var models: [FilePath]
}
