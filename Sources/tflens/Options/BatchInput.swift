import ArgumentParser
import Batching
import ModelFormat

extension Shard: ExpressibleByArgument {
  /// The part that an argument stands for.
  public init?(argument: String) { self.init(argument) }
}

/// Which models a batch is about.
struct BatchInput: ParsableArguments {
  @Argument(help: "Files, folders and archives; ARCHIVE!MEMBER for one model of an archive.")
  var paths: [FilePath] = []

  @Flag(help: "Look into folders inside folders.")
  var recursive = false

  @Option(
    parsing: .singleValue,
    help: """
      Names that are models, as the shell writes them, in place of *.tflite and *.lite. May be \
      repeated.
      """)
  var glob: [String] = []

  @Option(
    help: """
      A list of models, or - for standard input: a path a line, or an object a line with path, \
      and perhaps id and tags.
      """)
  var manifest: FilePath?

  @Flag(
    name: [.customShort("0"), .customLong("null")], help: "NUL ends each path of the manifest.")
  var null = false

  @Option(help: "Only part I of N, written I/N; each id belongs to one part, everywhere the same.")
  var shard: Shard = .whole

  func check() throws(Diagnostic) {
    guard !paths.isEmpty || manifest != nil else { throw .noModels() }
    guard !null || manifest != nil else { throw .alone("--null", without: "--manifest") }
  }

  /// The models, in order.
  func items() throws -> [BatchItem] {
    var discovery = Discovery(names: NameSelection(globs: glob), isRecursive: recursive)
    for path in paths { try discovery.add(path) }
    if let manifest {
      let lines = try Manifest(Self.bytes(of: manifest), isNULSeparated: null)
      for entry in lines.entries { try discovery.add(entry) }
    }
    return discovery.found(in: shard)
  }

  private static func bytes(of path: FilePath) throws(Diagnostic) -> [UInt8] {
    do throws(SystemError) {
      return try OpenFile.named(path).bytes()
    } catch {
      throw .manifestNotReadable(error).about(path)
    }
  }
}
