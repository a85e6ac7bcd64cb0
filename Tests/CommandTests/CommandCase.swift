import Foundation
import TestSupport

/// A command and all that it prints, kept in three files of the folder `Cases`.
///
/// `x.cmd` holds, a line each: `# why` the case is there; the arguments; where it is not 0, the
/// `status N`; where standard input is read, `input FIXTURE [COUNT]`, the fixture or its first
/// bytes. `x.out` is the whole output, `x.err` what stands on stderr, left out where that is nothing.
struct CommandCase {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")

  let name: String
  private(set) var arguments: [String] = []
  private(set) var status: Int32 = 0
  private(set) var input: Data?

  /// The case in `Cases/<name>.cmd`.
  init(name: String) throws {
    self.name = name
    let lines = try String(contentsOf: Self.folder.appending(path: "\(name).cmd"), encoding: .utf8)
    for line in lines.split(separator: "\n") where !line.hasPrefix("#") {
      let words = line.split(separator: " ").map(String.init)
      switch words.first {
      case "status": status = Int32(words[1]) ?? -1
      case "input":
        let all = try Data(contentsOf: Places.fixtures.appending(path: words[1]))
        input = words.count > 2 ? all.prefix(Int(words[2]) ?? 0) : all
      default: arguments = words
      }
    }
  }

  /// The names of all cases, in order.
  static var names: [String] { files("cmd") }

  /// The names of the files in `Cases` that end so, without the ending.
  static func files(_ ending: String) -> [String] {
    let all = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return (all ?? []).filter { $0.pathExtension == ending }
      .map { $0.deletingPathExtension().lastPathComponent }.sorted()
  }

  /// Runs the command in the folder of fixtures.
  func run() throws -> Outcome {
    try Program.run(
      Places.program, arguments, in: Places.fixtures, input: input,
      environment: [
        "LC_ALL": "C.UTF-8", "COLUMNS": "80", "TFLENS_PYTHON": Places.python.path,
      ])
  }

  /// What a file of this case holds; nothing where there is none.
  func expected(_ ending: String) -> String {
    (try? String(contentsOf: file(ending), encoding: .utf8)) ?? ""
  }

  /// Keeps what the command printed as what is expected.
  func bless(_ outcome: Outcome) throws {
    try outcome.output.write(to: file("out"))
    if outcome.errors.isEmpty {
      try? FileManager.default.removeItem(at: file("err"))
    } else {
      try outcome.errors.write(to: file("err"))
    }
  }

  private func file(_ ending: String) -> URL { Self.folder.appending(path: "\(name).\(ending)") }
}
