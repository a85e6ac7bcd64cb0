import Foundation
import TestSupport
import Testing

/// The operators and versions that audits say LiteRT has kernels for, beside those that it loads.
@Suite struct RegisteredKernelsTests {
  private struct Answer: Decodable, Equatable {
    /// How many of the versions the default resolver refuses.
    var refused = 0
    /// How many more the reference resolver does.
    var onlyByReference = 0
  }

  @Test func auditsRefuseWhatLiteRTRefuses() throws {
    let (loaded, csv) = try Places.withTemporaryFolder { folder in
      let script = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Oracles/load_operators.py")
      let run = try Program.run(Places.python, ["-B", script.path, folder.path])
      try #require(run.status == 0, "\(run.errorText)")
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .convertFromSnakeCase
      let loaded = try decoder.decode([String: Answer].self, from: Data(run.text.utf8))
      let models = loaded.keys.sorted().map { folder.appending(path: "\($0).tflite").path }
      let audit = try Program.run(
        Places.program,
        ["audit", "--select", "F004", "--select", "F005", "--format", "csv"] + models)
      return (loaded, audit.text)
    }
    var said: [String: Answer] = [:]
    for line in csv.split(whereSeparator: \.isNewline).dropFirst() {
      let fields = line.split(separator: ",", maxSplits: 4).map(String.init)
      let name = URL(filePath: fields[0]).deletingPathExtension().lastPathComponent
      switch fields[3] {
      case "error": said[name, default: Answer()].refused += 1
      default: said[name, default: Answer()].onlyByReference += 1
      }
    }
    try #require(loaded.count > 200)
    for (name, answer) in loaded.sorted(by: { $0.key < $1.key }) {
      #expect(said[name, default: Answer()] == answer, "\(name)")
    }
  }
}
