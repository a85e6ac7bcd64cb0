import Foundation
import TestSupport
import Testing

@testable import ModelFormat

/// Real models, and files that others broke, where the folder of them is there.
@Suite(.enabled(if: Places.corpus != nil, "the folder of real models is not there"))
struct CorpusTests {
  struct Case: CustomTestStringConvertible {
    let testDescription, file: String
    /// Nil where the file opens.
    let code: Diagnostic.Code?

    init(_ file: String, _ why: String, gives code: Diagnostic.Code?) {
      (testDescription, self.file, self.code) = ("\(file): \(why)", file, code)
    }
  }

  @Test func everyRealModelOpensAndIsReadToItsEnd() throws {
    let folder = try #require(Places.corpus)
    let models = try files(in: folder).filter { [".tflite", ".bin"].contains(where: $0.hasSuffix) }
    #expect(models == (try CorpusIndex(in: folder).rows.compactMap { $0["file"] }.sorted()))
    for name in models {
      #expect(throws: Never.self, "\(name)") {
        let file = try ModelFile.open(FilePath(folder.appending(path: name).path))
        _ = ReadEverything(file)
        try file.checkUnchanged()
      }
    }
  }

  @Test func everyRealModelHoldsWhatOthersCountedInIt() throws {
    let folder = try #require(Places.corpus)
    for row in try CorpusIndex(in: folder).rows {
      let name = try #require(row["file"])
      func number(_ column: String) -> Int { row[column].flatMap { Int($0) } ?? 0 }
      let path = FilePath(folder.appending(path: name).path)
      let model = Model(file: try ModelFile.open(path))
      let operators = model.subgraphs.flatMap { Array($0.operators) }
      let tensors = model.subgraphs.flatMap { Array($0.tensors) }
      #expect(Int(model.version) == number("schema_version"), "\(name)")
      #expect(model.subgraphs.count == number("n_subgraphs"), "\(name)")
      #expect(operators.count == number("n_ops"), "\(name)")
      #expect(tensors.count == number("n_tensors"), "\(name)")
      #expect(tensors.count { $0.isSparse } == number("sparse"), "\(name)")
      #expect(tensors.count { $0.isVariable } == number("variables"), "\(name)")
      #expect(model.buffers.count { $0.isOutsideTables } == number("outside_tables"), "\(name)")
      #expect(model.signatures.isEmpty == (row["signatures"] == ""), "\(name)")
      // Others end with a table that nothing names, so this holds in one direction.
      if row["zip_appended"] == "True" { #expect(model.trailingByteCount > 0, "\(name)") }
      let kinds = try JSONDecoder().decode([String: Int].self, from: Data((row["ops"] ?? "").utf8))
      #expect(
        Dictionary(operators.map { ($0.builtin.name, 1) }, uniquingKeysWith: +) == kinds, "\(name)")
    }
  }

  static let broken = [
    Case("MNN__mobilenet_v1_1.0_224.tflite", "a server's error page", gives: .notAModel),
    Case("LiteRT__lstm_calibrated2.bin", "odd shapes, sound tables: a finding", gives: nil),
    Case("LiteRT__transpose.bin", "schema version 2: a finding", gives: nil),
    Case("LiteRT__0_subgraphs.bin", "no subgraph: a finding", gives: nil),
    Case(
      "LiteRT__segment_sum_invalid_buffer.bin", "a constant without data: a finding", gives: nil),
    Case("LiteRT__test_model_broken.bin", "no identifier", gives: .notAModel),
    Case("test_data__model_invoking_error.tflite", "no buffers, tensors name buffer 0", gives: nil),
    Case("flutter-tflite__bad_model.tflite", "29 bytes of text", gives: .notAModel),
    Case(
      "tflite-micro__person_detect.tflite", "a bias with an axis it lacks: a finding", gives: nil),
    Case("tflite-micro__malicious.tflite", "no identifier", gives: .notAModel),
    Case("tflite-micro__multidim_overflow.tflite", "no identifier", gives: .notAModel),
    Case("tflite-micro__negative_overflow.tflite", "no identifier", gives: .notAModel),
    Case("tflite-micro__valid_small.tflite", "no identifier", gives: .notAModel),
    Case("mediapipe_cmake__pose_landmark_full_v3.tflite", "nothing in it", gives: .empty),
  ]

  @Test(arguments: broken) func isAnErrorOrAModelWithAFault(_ c: Case) throws {
    let path = try #require(Places.corpus).appending(path: "malformed/\(c.file)").path
    do throws(Diagnostic) {
      let file = try ModelFile.open(FilePath(path))
      _ = ReadEverything(file)
      #expect(c.code == nil)
    } catch {
      #expect(error.code == c.code)
    }
  }

  @Test func everyBrokenFileHasACase() throws {
    let folder = try #require(Places.corpus).appending(path: "malformed")
    let names = try files(in: folder).filter { $0 != "index.csv" }
    #expect(names == Self.broken.map(\.file).sorted())
  }

  private func files(in folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().filter {
      var isFolder: ObjCBool = false
      let path = folder.appending(path: $0).path
      return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        && !isFolder.boolValue
    }
  }
}
