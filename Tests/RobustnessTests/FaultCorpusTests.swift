import Exercises
import Foundation
import TestSupport
import Testing

/// Files that once ended the program, in `Fuzz/Corpus`, and those of the folder of cases.
@Suite struct FaultCorpusTests {
  private static func files(in folder: URL, _ fileExtension: String = "tflite") -> [URL] {
    let all = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return (all ?? []).filter { $0.pathExtension == fileExtension }.sorted { $0.path < $1.path }
  }

  private static let stress = Places.project.appending(path: "../shared/cases/stress").standardized

  @Test func theCorpusIsThere() {
    #expect(Self.files(in: Places.project.appending(path: "Fuzz/Corpus")).count > 5)
  }

  @Test(arguments: Exercise.names)
  func noPastFaultTrapsAgain(name: String) throws {
    let folders = [
      Places.project.appending(path: "Fuzz/Corpus"), Self.stress.appending(path: "mutants"),
    ]
    let kind = Exercise.fileExtension(of: name)
    for file in folders.flatMap({ Self.files(in: $0, kind) }) {
      Exercise.run(name, on: [UInt8](try Data(contentsOf: file)))
    }
  }

  /// Each file was made to cost one command much.
  ///
  /// The limit is of processor time, so that a busy machine does not matter, and many times what is
  /// needed; a cost that grows with the square needs more. A debug build is ten times slower than a
  /// release.
  @Test(
    .enabled(
      if: FileManager.default.fileExists(atPath: stress.path), "the folder of cases is absent"),
    arguments: [
      ("c02_audit_signatures_x_inputs", "audit"), ("c03_unknown_vtable_slots", "dump"),
      ("c04_audit_repeated_outputs", "audit"),
      ("c05_pertensor_shared_weights", "rewrite --per-tensor-weights"),
      ("c06_audit_weight_statistics", "audit"), ("c07_audit_shared_zero_bias", "audit"),
      ("c08_hardswish_4000_same_names", "audit"), ("c09_targets_weight_sum", "targets --model"),
      ("c10_overlapping_buffers", "rewrite"), ("c10_overlapping_buffers", "audit"),
      ("c11_mul_same_output", "rewrite --fuse-hard-swish"),
      ("c12_to_uint8_shared_weights", "rewrite --to-uint8"),
      ("c12b_to_int8_shared_weights", "rewrite --to-int8"),
    ])
  func costsNoMoreThanItsSize(name: String, command: String) throws {
    let file = Self.stress.appending(path: "\(name).tflite").path
    try Places.withTemporaryFolder { folder in
      let outcome = try runWithLimits(command, on: URL(filePath: file), in: folder)
      #expect((0...1).contains(outcome.status), "\(command): \(outcome.errorText.prefix(300))")
      if name.hasPrefix("c10"), command.hasPrefix("rewrite") {
        // Written apart, the parts of its buffers come to 768 MB.
        let size = outcome.errorText.firstMatch(of: /to ([0-9]+) bytes/).flatMap { Double($0.1) }
        #expect((size ?? 0) > 767e6 && (size ?? .infinity) < 769e6)
        #expect(outcome.errorText.contains("[would-grow]"))
      }
    }
  }
}
