import Foundation
import ModelFormat
import TestSupport
import Testing

@testable import Reporting

/// What TFLite Metadata says, written with flatc; and the same bytes damaged in every place.
@Suite struct InspectDescriptionTests {
  private static let metadata = Result {
    try Flatc.metadata(
      """
      {name: "Flowers", description: "names\\u001b[31m flowers", version: "v2",
       subgraph_metadata: [{
         input_tensor_metadata: [{name: "image", description: "a photo",
           content: {content_properties_type: "ImageProperties",
             content_properties: {color_space: "RGB"}},
           process_units: [{options_type: "NormalizationOptions",
             options: {mean: [127.5, 1, 2], std: [0.25]}}],
           stats: {min: [0], max: [255]}}],
         output_tensor_metadata: [{name: "score",
           content: {content_properties_type: "FeatureProperties", content_properties: {}},
           process_units: [{options_type: "ScoreThresholdingOptions",
             options: {global_score_threshold: 0.5}}],
           associated_files: [{name: "labels.txt", type: "TENSOR_AXIS_LABELS", locale: "en"}]}]}],
       associated_files: [{name: "readme.txt", type: "DESCRIPTIONS"}]}
      """)
  }

  private func report(_ bytes: [UInt8]) throws -> InspectReport {
    let model = try Flatc.model(
      """
      {version: 3, operator_codes: [{builtin_code: "ABS"}], buffers: [{}, {data: \(bytes)}],
       metadata: [{name: "TFLITE_METADATA", buffer: 1}],
       subgraphs: [{inputs: [0], outputs: [1], tensors: [{shape: [1]}, {shape: [1]}],
         operators: [{inputs: [0], outputs: [1]}]}]}
      """)
    return try InspectReport(Model(file: ModelFile(bytes: model)), path: FilePath("m.tflite"))
  }

  private func text(_ report: InspectReport) throws -> String {
    var bytes: [UInt8] = []
    let output = OutputBuffer { bytes += $0 }
    let style = TextStyle(isColored: false, isUnicode: true)
    try report.writeText(to: TextWriter(to: output, style: style, width: nil))
    try output.finish()
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func saysWhatInputsAndOutputsAre() throws {
    let text = try text(report(Self.metadata.get()))
    let part = text.split(separator: "\n\n").first { $0.hasPrefix("TFLite Metadata") }
    #expect(
      part == #"""
        TFLite Metadata: Flowers
          description  names\x1b[31m flowers
          version      v2
          input 0      image: a photo; RGB image; normalized as (x - [127.5, 1, 2]) / 0.25; values from 0 to 255
          output 0     score; feature; scores from 0.5 on count; labels.txt (TENSOR_AXIS_LABELS, en)
          file         readme.txt (DESCRIPTIONS)
        """#)
  }

  @Test func theDocumentHasEveryField() throws {
    let parsed = try JSONSerialization.jsonObject(
      with: Data(report(Self.metadata.get()).jsonDocument()))
    let model = try #require((parsed as? [String: Any])?["model"] as? [String: Any])
    #expect(model["metadata_problem"] is NSNull)
    let root = try #require(model["tflite_metadata"] as? [String: Any])
    #expect(root["author"] is NSNull)
    let subgraph = try #require((root["subgraph_metadata"] as? [[String: Any]])?.first)
    let input = try #require((subgraph["input_tensor_metadata"] as? [[String: Any]])?.first)
    let unit = try #require((input["process_units"] as? [[String: Any]])?.first)
    #expect(unit["options_type"] as? String == "NormalizationOptions")
    #expect((unit["options"] as? [String: [Double]])?["mean"] == [127.5, 1, 2])
  }

  @Test(arguments: [0, 4, 8, 60])
  func saysWhyACutOneCannotBeRead(count: Int) throws {
    let report = try report(Array(Self.metadata.get().prefix(count)))
    let problem = try text(report).split(separator: "\n").first { $0.contains("cannot be read: ") }
    #expect((problem == nil) == (count == 0), "an empty buffer is none")
    let parsed = try JSONSerialization.jsonObject(with: Data(report.jsonDocument()))
    let model = try #require((parsed as? [String: Any])?["model"] as? [String: Any])
    #expect(model["tflite_metadata"] is NSNull)
    #expect((model["metadata_problem"] is NSNull) == (count == 0))
  }

  /// Each byte changed, in place: one model file, so that flatc runs once.
  @Test func anyByteMayBeAnything() throws {
    let metadata = try Self.metadata.get()
    let model = try report(metadata).model
    let whole = Array(model.file.bytes(in: 0..<model.file.byteCount).scalars(of: UInt8.self))
    let start = try #require(
      whole.indices.first { whole[$0...].starts(with: metadata) })
    var problems = 0
    for place in metadata.indices {
      for value: UInt8 in [0, 1, 0x80, 0xff] {
        var bytes = whole
        bytes[start + place] = value
        let report = try InspectReport(
          Model(file: ModelFile(bytes: bytes)), path: FilePath("m.tflite"))
        if case .failure = report.storedDescription { problems += 1 }
        _ = try JSONSerialization.jsonObject(with: Data(report.jsonDocument()))
        _ = try text(report)
      }
    }
    #expect(problems > 100)
  }
}
