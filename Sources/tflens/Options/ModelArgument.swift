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

/// The name of the array in C source.
struct ArrayOption: ParsableArguments {
  static let help = ArgumentHelp(
    """
    Name of the array in C source (default: the first); with it, standard input or a file of any \
    name may be C source.
    """, valueName: "name")

  @Option(help: Self.help) var array: String?

  /// The one model that a path names.
  func model(_ path: FilePath) -> NamedModel { NamedModel.one(at: path, array: array) }
}

// The next two have the option themselves: the parser checks a group in a group four times in a debug build.

/// The one model that a command is about.
struct ModelArgument: ParsableArguments {
  @Argument(
    help: """
      Model file, archive or container with one model, member ('app.apk!m.tflite', \
      'lm.litertlm!tf_lite_embedder'; in quotes, because shells expand !), C source (m.cc), or - \
      for stdin.
      """)
  var model: FilePath

  @Option(help: ArrayOption.help) var array: String?

  /// The model, as what a report is about.
  var named: NamedModels { NamedModels(models: [.one(at: model, array: array)], isSeveral: false) }
}

/// The models that a command is about.
struct ModelArguments: ParsableArguments {
  @Argument(
    help: """
      Model files; folders, archives (.zip, .apk, .task) or containers (.litertlm) with models; \
      members of these ('app.apk!m.tflite', 'lm.litertlm!tf_lite_embedder'; in quotes, because \
      shells expand !); C source (m.cc, 'm.cc!g_model'); or - for stdin.
      """)
  var models: [FilePath]

  @Option(help: ArrayOption.help) var array: String?

  /// Every model that the arguments name, in their order.
  var named: NamedModels {
    get throws(Diagnostic) { try NamedModels(at: models, array: array) }
  }

  /// The one model of a command that takes one, in `models[0]`.
  var one: NamedModel { .one(at: models[0], array: array) }
}

/// Models that a report is about.
struct NamedModels {
  let models: [NamedModel]
  /// Whether there may be several models, so that the JSON form is a list; a folder counts as
  /// several.
  let isSeveral: Bool
}

extension NamedModels {
  /// Every model at some paths, in their order.
  ///
  /// `array` is the name of the array in C source; nil means the first.
  ///
  /// - Throws: if standard input is named twice, because it can be read once.
  init(at paths: [FilePath], array: String?) throws(Diagnostic) {
    guard paths.count(where: \.isStandardInput) < 2 else { throw .sameStandardInput() }
    let found = paths.map { NamedModel.all(at: $0, array: array) }
    self.init(
      models: found.flatMap(\.models),
      isSeveral: paths.count > 1 || found.contains(where: \.isSeveral))
  }
}
