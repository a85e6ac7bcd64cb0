import Foundation
import TestSupport
import Testing

/// `tflens calibrate`, held to numpy on the arrays of LiteRT.
@Suite struct CalibrateTests {
  private static let digits = Places.fixture("digits_int8")
  private static let testSet = Places.fixtures.appending(path: "digits_test.npz").path

  private func run(_ arguments: String...) throws -> Outcome {
    try Program.run(
      Places.program, ["calibrate"] + arguments,
      environment: ["TFLENS_PYTHON": Places.python.path, "LC_ALL": "C.UTF-8"])
  }

  @Test(arguments: [
    ("digits_int8", "reference"), ("digits_int8", "builtin"), ("digits_float32", "reference"),
    ("digits_float16", "reference"), ("digits_dynamic", "reference"),
    ("decomposed_scaled_gate_int8", "reference"),
  ])
  func agreesWithNumpyInAnyOrder(model: String, kernels: String) throws {
    let script = CommandCase.folder.deletingLastPathComponent()
      .appending(path: "Oracles/check_ranges.py").path
    let outcome = try Oracle.python(
      [script, Places.program.path, Places.fixture(model), kernels])
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(outcome.text.hasPrefix("same "), "\(outcome.text)")
  }

  @Test func theFirstLineIsTheAnswer() throws {
    try Places.withTemporaryFolder { folder in
      let file = folder.appending(path: "ranges.json").path
      let well = try run(
        Self.digits, "--inputs", Self.testSet, "--std", "16", "--runs", "50", "-o", file)
      #expect(well.status == 0, "\(well.errorText)")
      let first = try #require(well.text.split(separator: "\n").first)
      #expect(
        first.hasSuffix("digits_int8.tflite: none of 46 activations saturates; wrote \(file)"))
      #expect(FileManager.default.fileExists(atPath: file))
    }
  }

  /// Pixels that are four times too large leave the range of the input.
  @Test func saturationComesFirst() throws {
    let outcome = try run(Self.digits, "--inputs", Self.testSet, "--std", "4", "--runs", "50")
    let lines = outcome.text.split(separator: "\n").map(String.init)
    let first = try #require(lines.first)
    #expect(first.contains(#/[0-9]+ of 46 activations saturate/#), "\(first)")
    #expect(outcome.text.contains("% outside the range of the input, clipped"))
    let heading = try #require(lines.firstIndex { $0.hasPrefix("Activations, most saturation") })
    // The input comes before all others; the facts above say how much of it was clipped.
    let shares = lines[(heading + 3)...].prefix(19).map { line in
      line.matches(of: #/([0-9.]+)%/#).compactMap { Double($0.output.1) }.max() ?? 0
    }
    #expect(shares == shares.sorted(by: >), "\(shares)")
  }

  @Test func fitsA80ColumnTerminal() throws {
    let text = try Shell.onTerminal(
      "$TFLENS calibrate digits_int8.tflite --inputs digits_test.npz --runs 3", columns: 80,
      environment: ["TFLENS_PYTHON": Places.python.path])
    // What follows the last return of a line is what stays of it.
    let rows = text.split(separator: "\n").map {
      ($0.split(separator: "\r").last ?? "").replacing(#/\x1b\[[0-9]*[mK]/#, with: "")
    }
    #expect(rows.count > 20)
    for row in rows { #expect(row.count <= 80, "\(row)") }
  }

  @Test func theModelAndOtherFilesStay() throws {
    try Places.withTemporaryFolder { folder in
      let model = folder.appending(path: "m.tflite")
      try FileManager.default.copyItem(at: URL(filePath: Self.digits), to: model)
      let whole = try Data(contentsOf: model)
      let over = try run(
        model.path, "--inputs", Self.testSet, "--runs", "1", "-o", model.path, "--force")
      #expect(over.status == 3)
      #expect(try Data(contentsOf: model) == whole)
      let file = folder.appending(path: "r.json")
      try Data("mine".utf8).write(to: file)
      let taken = try run(
        Self.digits, "--inputs", Self.testSet, "--runs", "1", "-o", file.path)
      #expect(taken.status == 3)
      #expect(taken.errorText.contains("[output-exists]"))
      #expect(try Data(contentsOf: file) == Data("mine".utf8))
      let forced = try run(
        Self.digits, "--inputs", Self.testSet, "--runs", "1", "-o", file.path, "--force")
      #expect(forced.status == 0)
      let failed = try run(
        Self.digits, "--inputs", model.path, "-o", folder.appending(path: "n.json").path)
      #expect(failed.status == 3)
      #expect(failed.errorText.contains("[inputs-unusable]"))
      let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(left.sorted() == ["m.tflite", "r.json"])
    }
  }

  @Test func mergingNamesTheFileThatDoesNotFit() throws {
    try Places.withTemporaryFolder { folder in
      let (a, b) = (folder.appending(path: "a.json").path, folder.appending(path: "b.json").path)
      for (model, file) in [(Self.digits, a), (Places.fixture("digits_float32"), b)] {
        #expect(
          try run(model, "--inputs", Self.testSet, "--std", "16", "--runs", "1", "-o", file)
            .status == 0)
      }
      let outcome = try run("--merge", a, b)
      #expect(outcome.status == 3)
      #expect(outcome.errorText.contains("'\(b)': the ranges files are of different models"))
      let good = try run("--merge", a, a)
      #expect(good.text == "2 files merged: 2 samples of 46 tensors\n")
      #expect(good.errorText.contains("'\(a)' is given twice, so its samples count twice"))
    }
  }
}
