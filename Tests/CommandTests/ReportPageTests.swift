import Foundation
import TestSupport
import Testing

/// The pages of `tflens report` and `tflens batch report`, opened in a browser.
///
/// One test opens all of them, because starting a browser takes longer than looking at a page.
@Suite struct ReportPageTests {
  @Test(
    .enabled(if: Program.find("chromium") != nil, "chromium is missing; `make test` installs it"))
  func pagesAreSoundInABrowser() throws {
    try Places.withTemporaryFolder { folder in
      let pages = try Self.write(to: folder)
      let oracle = Places.project.appending(path: "Tests/CommandTests/Oracles/check_pages.py")
      let outcome = try Program.run(
        Places.python, ["-B", oracle.path] + Self.screenshots + pages.map(\.path))
      #expect(outcome.text == "")
      #expect(outcome.status == 0, "\(outcome.errorText)")
    }
  }

  /// TFLENS_SCREENSHOTS names a folder for pictures of the pages.
  private static var screenshots: [String] {
    ProcessInfo.processInfo.environment["TFLENS_SCREENSHOTS"].map { ["--screenshots", $0] } ?? []
  }

  /// A page of every kind.
  private static func write(to folder: URL) throws -> [URL] {
    let hostile = folder.appending(path: "hostile.tflite")
    try Data(HostilePage.model()).write(to: hostile)
    let rewritten = folder.appending(path: "rewritten.tflite")
    _ = try report([
      "rewrite", Places.fixture("digits_int8"), "-o", rewritten.path, "--split-hard-swish=relu6",
      "--per-tensor-weights",
    ])
    let database = folder.appending(path: "zoo.sqlite")
    _ = try Program.tflens(
      "batch", folder.path, Places.fixtures.path, "--database", database.path, "--target",
      "coral_edgetpu", "--target", "ethos_u85", "--quiet")
    var pages: [URL] = []
    func page(_ name: String, _ arguments: [String], environment: [String: String] = [:]) throws {
      let page = folder.appending(path: "\(name).html")
      let outcome = try report(arguments, environment: environment)
      try outcome.output.write(to: page)
      pages.append(page)
    }
    try page("digits", ["report", Places.fixture("digits_int8")])
    try page(
      "listed", ["report", Places.fixture("digits_float32")], environment: ["PATH": "/none"])
    try page("change", ["report", Places.fixture("digits_int8"), rewritten.path])
    try page("signatures", ["report", Places.fixture("two_signatures")])
    try page("hostile", ["report", hostile.path])
    try page("hostile-change", ["report", hostile.path, Places.fixture("digits_int8")])
    try page("zoo", ["batch", "report", database.path, "--format", "html"])
    return pages
  }

  private static func report(
    _ arguments: [String], environment: [String: String] = [:]
  ) throws -> Outcome {
    let outcome = try Program.run(Places.program, arguments, environment: environment)
    #expect(outcome.status == 0, "\(arguments.joined(separator: " ")): \(outcome.errorText)")
    return outcome
  }

  @Test(.enabled(if: Program.find("dot") != nil, "graphviz is missing; `make test` installs it"))
  func graphvizDrawsTheGraph() throws {
    let drawn = try Self.report(["report", Places.fixture("digits_int8")]).text
    // 45 operators, the input and the output.
    #expect(drawn.components(separatedBy: "<rect class=\"port\"").count - 1 == 2)
    #expect(drawn.contains(##"<a href="#op-0-44"><rect"##))
    #expect(!drawn.contains("Graphviz was not found"))
  }

  @Test func withoutGraphvizTheGraphIsListed() throws {
    let page = try Self.report(
      ["report", Places.fixture("digits_int8")], environment: ["PATH": "/none"]
    ).text
    #expect(page.contains("Graphviz was not found"))
    #expect(page.contains(##"<a href="#op-0-44"><span"##))
  }

  @Test func theTargetOfTheConfigurationColoursTheGraph() throws {
    try Places.withTemporaryFolder { folder in
      let configuration = folder.appending(path: "c.yaml")
      try Data("targets: [coral_edgetpu]\n".utf8).write(to: configuration)
      let page = try Self.report(
        ["report", Places.fixture("digits_int8"), "--config", configuration.path],
        environment: ["PATH": "/none"]
      ).text
      #expect(page.contains(#"<span class="target-name">coral_edgetpu</span>"#))
      // The first is supported on the target and the second is not, as `targets --model` says.
      #expect(page.contains(#"<span class="mapped" data-outcomes="0">"#))
      #expect(page.contains(#"<span class="blocked" data-outcomes="1">"#))
    }
  }

  @Test func modelsWithErrorsComeFirstInAZoo() throws {
    try Places.withTemporaryFolder { folder in
      // By name, it would be the last.
      try Data(HostilePage.model()).write(to: folder.appending(path: "z.tflite"))
      try Data("no model".utf8).write(to: folder.appending(path: "b.tflite"))
      for name in ["a", "c"] {
        try FileManager.default.copyItem(
          at: URL(filePath: Places.fixture("digits_int8")),
          to: folder.appending(path: "\(name).tflite"))
      }
      let database = folder.appending(path: "zoo.sqlite").path
      _ = try Program.tflens("batch", folder.path, "--database", database, "--quiet")
      let page = try Self.report(["batch", "report", database, "--format", "html"]).text
      let places = try ["z", "b", "a", "c"].map { name in
        try #require(page.range(of: "/\(name).tflite</bdi>")?.lowerBound)
      }
      #expect(places == places.sorted())
    }
  }

  @Test func theSameModelGivesTheSamePage() throws {
    let pages = try (0..<2).map { _ in
      try Self.report(["report", Places.fixture("digits_int8")]).output
    }
    #expect(pages[0] == pages[1])
  }

  @Test(.enabled(if: Places.corpus != nil, "there are no real models beside the project"))
  func aPageHasAtMost2MB() throws {
    let models = ["smart-gallery__mobilenetv3", "ML-zoo__ssd_mobilenet_v3_int8"]
    for model in models.compactMap({ Places.corpus?.appending(path: "\($0).tflite").path }) {
      let page = try Self.report(["report", model]).output
      #expect((100_000...2_000_000).contains(page.count), "\(model)")
    }
  }

  @Test(arguments: ["digits_int8", "digits_float32", "decomposed_folded_int8", "two_signatures"])
  func markdownHasAtMost60Lines(fixture: String) throws {
    for other in [[], [Places.fixture("digits_int8")]] {
      let arguments = ["report", Places.fixture(fixture)] + other + ["--format", "md"]
      let text = try Self.report(arguments).text
      #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= 61)
    }
  }

  /// The prover of `rewrite` has the same figures, by its own way.
  @Test func certificatesAreThoseOfTheRewrite() throws {
    try Places.withTemporaryFolder { folder in
      let (model, output) = (
        Places.fixture("digits_int8"), folder.appending(path: "rewritten.tflite").path
      )
      let rewrite = try Self.report([
        "rewrite", model, "-o", output, "--split-hard-swish=relu6", "--format", "json",
      ])
      let document = try JSONSerialization.jsonObject(with: rewrite.output) as? [String: Any]
      let changes = try #require(document?["changes"] as? [[String: Any]])
      let lines = try Self.report(["report", model, output, "--format", "md"]).text
        .split(separator: "\n")
      var compared = 0
      for change in changes {
        let op = try #require(change["operator"] as? Int)
        let certificate = try #require(change["certificate"] as? [String: Any])
        guard let line = lines.first(where: { $0.hasPrefix("| \(op) | confirmed") }) else {
          continue
        }
        let most = try #require(certificate["max_error_codes"] as? Int)
        let count = try #require(certificate["codes_changed"] as? Int)
        let words =
          count == 0
          ? "the same result for every input code"
          : "max change \(most) \(most == 1 ? "code" : "codes"), at \(count) of 256 input codes"
        #expect(line.contains("ADD, MUL, MUL: \(words)"), "operator \(op)")
        compared += 1
      }
      #expect(compared == 10)
    }
  }

  /// Names break anywhere; the words beside them do not.
  @Test func shortCellsOfDifferencesStayOnTheirLine() throws {
    try Places.withTemporaryFolder { folder in
      let (model, output) = (
        Places.fixture("digits_int8"), folder.appending(path: "rewritten.tflite").path
      )
      _ = try Self.report(["rewrite", model, "-o", output, "--split-hard-swish=relu6"])
      let page = try Self.report(["report", model, output]).text
      #expect(page.contains(#"<td class="narrow"><bdi>replaced</bdi></td>"#))
      #expect(page.contains("<td><bdi>HARD_SWISH -&gt; ADD, MUL, MUL</bdi></td>"))
    }
  }

  @Test func neverReplacesAModel() throws {
    try Places.withTemporaryFolder { folder in
      let (model, other) = (
        folder.appending(path: "m.tflite"), folder.appending(path: "other.tflite")
      )
      for file in [model, other] {
        try FileManager.default.copyItem(at: URL(filePath: Places.fixture("digits_int8")), to: file)
      }
      for file in [model, other] {
        let outcome = try Program.tflens("report", model.path, "-o", file.path)
        #expect(outcome.status == 3)
        #expect(outcome.errorText.contains("[output-is-the-model]"))
        #expect(
          try Data(contentsOf: file)
            == Data(contentsOf: URL(filePath: Places.fixture("digits_int8"))))
      }
    }
  }

  @Test func replacesAnOlderPage() throws {
    try Places.withTemporaryFolder { folder in
      let page = folder.appending(path: "report.html")
      try Data("old".utf8).write(to: page)
      let outcome = try Program.tflens("report", Places.fixture("digits_int8"), "-o", page.path)
      let written = try Data(contentsOf: page)
      #expect(outcome.status == 0 && outcome.text == "wrote \(page.path): \(written.count) bytes\n")
      #expect(written.starts(with: Data("<!DOCTYPE html>".utf8)))
    }
  }
}

/// A model whose names would break a page that does not escape them.
enum HostilePage {
  private static let names = [
    "</title><script>window.hostile = 1</script>", #"x"><img src=x onerror="window.hostile=1">"#,
    "\u{1b}[31mred\u{7}\u{0}", String(repeating: "long", count: 2_500),
    "\u{202e}\u{2066}\u{200f}\u{5d0}\u{5d1}", "javascript:alert(1)", "' onload='window.hostile=1",
  ]

  /// Each name is a subgraph, tensors, custom operators, signatures and metadata.
  static func model() throws -> [UInt8] {
    let quoted = try names.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
    let codes = quoted.map {
      #"{"deprecated_builtin_code": 32, "builtin_code": "CUSTOM", "custom_code": \#($0)}"#
    }
    let count = quoted.count
    let tensors = (0...count).map { place in
      """
      {"name": \(quoted[place % count]), "shape": [1, 4], "type": "INT8",
       "quantization": {"scale": [0.05], "zero_point": [0]}}
      """
    }
    let operators = (0..<count).map { place in
      #"{"opcode_index": \#(place), "inputs": [\#(place)], "outputs": [\#(place + 1)]}"#
    }
    let swish =
      #"{"opcode_index": \#(count), "inputs": [\#(count)], "outputs": [\#(count + 1)]}"#
    let output = """
      {"name": \(quoted[1]), "shape": [1, 4], "type": "INT8",
       "quantization": {"scale": [0.02], "zero_point": [-100]}}
      """
    return try Flatc.model(
      """
      {"version": 3, "description": \(quoted[0]),
       "operator_codes": [\(codes.joined(separator: ",")),
         {"deprecated_builtin_code": 117, "builtin_code": "HARD_SWISH"}],
       "buffers": [{}],
       "subgraphs": [{"name": \(quoted[1]), "inputs": [0], "outputs": [\(count + 1)],
         "tensors": [\((tensors + [output]).joined(separator: ","))],
         "operators": [\((operators + [swish]).joined(separator: ","))]}],
       "metadata": [{"name": \(quoted[0]), "buffer": 0}],
       "signature_defs": [{"signature_key": \(quoted[0]), "subgraph_index": 0,
         "inputs": [{"name": \(quoted[0]), "tensor_index": 0}],
         "outputs": [{"name": \(quoted[1]), "tensor_index": \(count + 1)}]}]}
      """)
  }
}
