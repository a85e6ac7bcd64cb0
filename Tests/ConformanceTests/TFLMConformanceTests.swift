import Foundation
import ModelFormat
import Targeting
import TestSupport
import Testing

/// `tflm_reference` beside the real TensorFlow Lite Micro: a model of each operator with each element
/// type runs there, or it does not.
@Suite struct TFLMConformanceTests {
  /// What the interpreter runs although it computes garbage: it reads the bytes as another type, or
  /// takes no notice of the quantization that is missing.
  static let garbage = [
    "LOGICAL_AND-", "LOGICAL_OR-", "CONV_2D-INT8-INT8-INT8", "DEPTHWISE_CONV_2D-INT8-INT8-INT8",
    "TRANSPOSE_CONV-INT32-INT8-INT8-INT8", "TRANSPOSE_CONV-INT32-INT16-INT16",
    "FULLY_CONNECTED-INT8-INT4",
  ]

  @Test func saysWhatTheInterpreterRuns() throws {
    try Places.withTemporaryFolder { folder in
      let outcome = try Program.run(
        Places.python,
        [
          "-B", Places.project.appending(path: "Tests/ConformanceTests/Oracles/run_tflm.py").path,
          folder.path,
        ])
      try #require(outcome.status == 0, "\(outcome.errorText)")
      let profile = try TargetProfile.named("tflm_reference")
      var ran = Set<String>(), mapped = Set<String>(), names = Set<String>()
      for line in outcome.text.split(separator: "\n") {
        let words = line.split(separator: " ")
        try #require(words.count == 2, "\(line)")
        let file = String(words[0])
        // Two ways of quantizing: one that runs is enough.
        let name = file.split(separator: "-").dropLast().joined(separator: "-")
        names.insert(name)
        if words[1] == "runs" { ran.insert(name) }
        let model = Model(file: try ModelFile.open(FilePath(folder.appending(path: file).path)))
        if Placement(of: model, on: profile).coverage.mappedCount == 1 { mapped.insert(name) }
      }
      #expect(names.count > 700)
      #expect(ran.count > 200)
      let unproved = mapped.subtracting(ran)
      #expect(unproved.isEmpty, "said to run: \(unproved.sorted())")
      let missed = ran.subtracting(mapped).filter { name in
        !Self.garbage.contains { name.hasPrefix($0) }
      }
      #expect(missed.isEmpty, "said not to run: \(missed.sorted())")
    }
  }
}
