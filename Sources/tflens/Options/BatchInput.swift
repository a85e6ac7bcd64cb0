import ArgumentParser
import Batching
import ModelFormat

extension Shard: ExpressibleByArgument {
  /// Parses an argument.
  public init?(argument: String) { self.init(argument) }
}

/// The models of a batch.
struct BatchInput: ParsableArguments {
  @Argument(
    help: """
      Files, folders, archives and containers; 'ARCHIVE!MEMBER' for one model in an archive, \
      'SOURCE.cc!ARRAY' for an array in C source (in quotes, because shells expand !).
      """)
  var paths: [FilePath] = []

  @Flag(help: "Include subfolders.")
  var recursive = false

  @Option(
    parsing: .singleValue,
    help: """
      File names to include, as a shell pattern, instead of the usual ones; also selects members of archives. \
      Repeatable.
      """)
  var glob: [String] = []

  @Option(
    help: """
      List of models, or - for standard input. Each line is a path, or each is a JSON object with \
      path and, optionally, id and tags.
      """)
  var manifest: FilePath?

  @Flag(
    name: [.customShort("0"), .customLong("null")], help: "Paths in the manifest end with NUL.")
  var null = false

  @Option(
    help: """
      Process only part I of N, written I/N; a model (by its id) is in the same part on every \
      machine.
      """)
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

  /// What to say if there are no models.
  var absence: String {
    if paths.isEmpty { return "no models: the manifest has no lines" }
    let patterns = glob.map { "'\($0.escapedForDisplay)'" }.joined(separator: " or ")
    let hints = [
      recursive ? nil : "add --recursive to search subfolders",
      glob.isEmpty ? "use --glob to match other file names" : nil,
    ].compactMap(\.self)
    return (glob.isEmpty ? "no models found" : "no models match --glob \(patterns)")
      + (hints.isEmpty ? "" : "; " + hints.joined(separator: ", or "))
  }

  private static func bytes(of path: FilePath) throws(Diagnostic) -> [UInt8] {
    do throws(SystemError) {
      return try OpenFile.named(path).bytes()
    } catch {
      throw .manifestNotReadable(error).about(path)
    }
  }
}
