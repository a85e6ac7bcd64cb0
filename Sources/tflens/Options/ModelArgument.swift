import ArgumentParser
import Batching
import ModelFormat

extension FilePath: ExpressibleByArgument {
  /// The path that an argument stands for.
  public init?(argument: String) {
    guard !argument.isEmpty else { return nil }
    self = RawArguments.path(argument)
  }

  /// Files.
  public static var defaultCompletionKind: CompletionKind { .file() }
}

/// The one model that a command is about.
struct ModelArgument: ParsableArguments {
  @Argument(help: "Model file, member of an archive (app.apk!m.tflite), or - for stdin.")
  var model: FilePath

  /// The model, as what a report is about.
  var named: NamedModels { NamedModels(models: [NamedModel(model)], isSeveral: false) }
}

/// The models that a command is about.
struct ModelArguments: ParsableArguments {
  @Argument(
    help: """
      Model files, folders or archives with models, members of archives (app.apk!m.tflite), or - for \
      stdin.
      """)
  var models: [FilePath]

  /// Every model that the arguments name, in their order.
  var named: NamedModels {
    let found = models.map(NamedModel.all)
    return NamedModels(
      models: found.flatMap(\.models),
      isSeveral: models.count > 1 || found.contains(where: \.isSeveral))
  }
}

/// Models that a report is about.
struct NamedModels {
  let models: [NamedModel]
  /// Whether there may be several models, so that the JSON form is a list; a folder counts as
  /// several.
  let isSeveral: Bool
}
