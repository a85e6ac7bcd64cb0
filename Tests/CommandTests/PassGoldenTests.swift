import Foundation
import TestSupport
import Testing

/// Each pass on a small model: what `inspect` shows before and after, what `rewrite` says, and what it
/// says of its own result.
///
/// The folder `Passes` has a file for each; `BLESS=1` rewrites it.
@Suite struct PassGoldenTests {
  /// A pass with its option, and the model that it runs on.
  struct Case: CustomTestStringConvertible, Sendable {
    let pass: String
    let option: [String]
    let model: String
    var testDescription: String { pass }

    init(_ pass: String, _ values: String..., on model: String) {
      (self.pass, self.model) = (pass, model)
      option = ["--\(pass)"] + values
    }
  }

  static let cases = [
    Case("equalize-channels", on: EqualizableModel().json),
    Case("fix-bias", on: PassModel(biasFactor: 1.5).json),
    Case("fuse-hard-swish", on: PassModel.decomposed),
    Case("per-tensor-weights", on: PassModel().json),
    Case("plan-memory", on: resizes),
    Case("reorder", on: branches),
    Case(
      "requantize", "activations", "--ranges", "ranges.json", on: PassModel(hasFloatEnds: true).json
    ),
    Case("requantize-hard-swish", "tight", on: PassModel(hasFloatEnds: true).json),
    Case("set-quantization", "h=0.03,-110", on: PassModel().json),
    Case("split-hard-swish", on: PassModel().json),
    Case("strip-float-io", on: PassModel(hasFloatEnds: true).json),
    Case("to-int8", on: PassModel(isUnsigned: true, weightScales: [0.005]).json),
    Case("to-uint8", on: PassModel(weightScales: [0.005]).json),
  ]

  /// Ranges of a float twin, whose y was spread evenly from -1 to 0.75, and whose h from -0.375 to 0.4375.
  private static let ranges = {
    let zeros =
      #""scale": null, "zero_point": null, "nan_count": 0, "infinite_count": 0, "lowest_code_count": 0, "#
      + #""highest_code_count": 0, "clipped_count": 0"#
    func tensor(
      _ index: Int, _ name: String, _ low: Double, _ high: Double, exponent: Int, first: Int,
      _ counts: [Int]
    ) -> String {
      """
      {"tensor": \(index), "name": "\(name)", "type": "FLOAT32", \(zeros), "count": \(counts.reduce(0, +)),
       "min": \(low), "max": \(high), "exact_sum": "0x0p0", "exact_square_sum": "0x1p0",
       "histogram": {"bin_width_exponent": \(exponent), "first_bin": \(first), "counts": \(counts)}}
      """
    }
    let y = tensor(
      3, "y", -1, 0.75, exponent: -10, first: -1024, [Int](repeating: 1, count: 1793))
    let h = tensor(
      4, "h", -0.375, 0.4375, exponent: -11, first: -768, [Int](repeating: 1, count: 1665))
    return """
      {"schema": "tflens.calibrate/1", "path": null, "model_sha256": "\(String(repeating: "0", count: 64))",
       "kernels": "reference", "litert_versions": ["2.3.0"], "samples": 1, "tensors": [\(y), \(h)]}
      """
  }()

  /// 16 bytes, twice resized to 96 and pooled to 16; both large tensors are made before the first is pooled.
  private static let branches = {
    let heights = [1, 6, 6, 1, 1, 1]
    let tensors = heights.enumerated().map { index, height in
      "{name: \"t\(index)\", shape: [1, \(height), 16, 1], type: INT8, quantization: {scale: [1], zero_point: [0]}}"
    }
    let resizes = [1, 2].map {
      "{inputs: [0, 6], outputs: [\($0)], builtin_options_type: ResizeNearestNeighborOptions, builtin_options: {}}"
    }
    let pools = [1, 2].map {
      "{opcode_index: 1, inputs: [\($0)], outputs: [\($0 + 2)], builtin_options_type: Pool2DOptions, "
        + "builtin_options: {padding: VALID, stride_w: 1, stride_h: 6, filter_width: 1, filter_height: 6}}"
    }
    let sum =
      "{opcode_index: 2, inputs: [3, 4], outputs: [5], builtin_options_type: AddOptions, builtin_options: {}}"
    return """
      {version: 3, operator_codes: [{deprecated_builtin_code: 97, builtin_code: RESIZE_NEAREST_NEIGHBOR},
         {deprecated_builtin_code: 17, builtin_code: MAX_POOL_2D, version: 2}, {builtin_code: ADD, version: 2}],
       buffers: [{}, {data: [6, 0, 0, 0, 16, 0, 0, 0]}],
       subgraphs: [{name: "main", inputs: [0], outputs: [5],
         tensors: [\(tensors.joined(separator: ", ")), {name: "size", shape: [2], type: INT32, buffer: 1}],
         operators: [\((resizes + pools + [sum]).joined(separator: ", "))]}]}
      """
  }()

  /// RESIZE_NEAREST_NEIGHBOR from 96 bytes to 80, 80, 96 and 16: the largest first takes 256, and 176 are enough.
  private static let resizes = {
    let heights = [6, 5, 5, 6, 1]
    let tensors = heights.enumerated().map { index, height in
      "{name: \"t\(index)\", shape: [1, \(height), 16, 1], type: INT8, quantization: {scale: [1], zero_point: [0]}}"
    }
    let sizes = heights.indices.dropFirst().map {
      "{name: \"size\($0)\", shape: [2], type: INT32, buffer: \($0)}"
    }
    let buffers = heights.dropFirst().map { "{data: [\($0), 0, 0, 0, 16, 0, 0, 0]}" }
    let operators = (0..<4).map {
      "{inputs: [\($0), \($0 + 5)], outputs: [\($0 + 1)], builtin_options_type: ResizeNearestNeighborOptions, "
        + "builtin_options: {}}"
    }
    return """
      {version: 3, operator_codes: [{deprecated_builtin_code: 97, builtin_code: RESIZE_NEAREST_NEIGHBOR}],
       buffers: [{}, \(buffers.joined(separator: ", "))],
       subgraphs: [{name: "main", inputs: [0], outputs: [4],
         tensors: [\((tensors + sizes).joined(separator: ", "))],
         operators: [\(operators.joined(separator: ", "))]}]}
      """
  }()

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Passes")

  @Test func everyPassHasACase() throws {
    let outcome = try Program.tflens("passes", "--format", "json")
    let document = try JSONSerialization.jsonObject(with: outcome.output) as? [String: Any]
    let passes = try #require(document?["passes"] as? [[String: Any]])
    #expect(passes.compactMap { $0["pass"] as? String } == Self.cases.map(\.pass))
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(files.sorted() == Self.cases.map { "\($0.pass).txt" }.sorted())
  }

  @Test(arguments: cases)
  func changesTheModelOnceAndLeavesItsInputAlone(_ c: Case) throws {
    try Places.withTemporaryFolder { folder in
      let bytes = Data(try Flatc.model(c.model))
      let model = folder.appending(path: "model.tflite")
      try bytes.write(to: model)
      try Data(Self.ranges.utf8).write(to: folder.appending(path: "ranges.json"))
      var text = ""
      func run(_ arguments: [String]) throws -> Outcome {
        let outcome = try Program.run(Places.program, arguments, in: folder)
        #expect(outcome.status == 0, "\(outcome.errorText)")
        text +=
          "$ tflens \(arguments.joined(separator: " "))\n\(outcome.text)\(outcome.errorText)\n"
        return outcome
      }
      _ = try run(["inspect", "model.tflite"])
      _ = try run(["rewrite", "model.tflite", "-o", "new.tflite"] + c.option)
      _ = try run(["inspect", "new.tflite"])
      let again = try run(["rewrite", "new.tflite", "-o", "again.tflite"] + c.option)

      #expect(try Data(contentsOf: model) == bytes)
      let new = try Data(contentsOf: folder.appending(path: "new.tflite"))
      #expect(try Data(contentsOf: folder.appending(path: "again.tflite")) == new)
      #expect(again.text.contains("no changes"))
      let file = Self.folder.appending(path: "\(c.pass).txt")
      if ProcessInfo.processInfo.environment["BLESS"] == "1" {
        try FileManager.default.createDirectory(
          at: Self.folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
      }
      #expect(
        text == (try? String(contentsOf: file, encoding: .utf8)), "look at it, then BLESS=1")
    }
  }
}

/// A CONV_2D and a HARD_SWISH on 8 bits, as flatc's JSON.
struct PassModel {
  var isUnsigned = false
  /// One, or one for each of the two output channels.
  var weightScales = [0.005, 0.0025]
  /// By how much the bias scales differ from input scale x weight scale.
  var biasFactor = 1.0
  /// Whether a QUANTIZE and a DEQUANTIZE stand at the ends of the graph.
  var hasFloatEnds = false

  /// x * relu6(x + 3) * 1/6, in steps of 1/16.
  static let decomposed = """
    {version: 3, operator_codes: [{builtin_code: "ADD"},
       {deprecated_builtin_code: 18, builtin_code: "MUL"}],
     buffers: [{}, {data: [48]}, {data: [127]}],
     subgraphs: [{name: "main", inputs: [0], outputs: [5], tensors: [
         \(tensor("x", "INT8", "[1, 4]", 0.0625, 0)),
         \(tensor("three", "INT8", "[]", 0.0625, 0, buffer: 1)),
         \(tensor("sixth", "INT8", "[]", 0.00131233595, 0, buffer: 2)),
         \(tensor("gate", "INT8", "[1, 4]", 0.0235294122, -128)),
         \(tensor("product", "INT8", "[1, 4]", 0.1875, -125)),
         \(tensor("y", "INT8", "[1, 4]", 0.03125, -116))],
       operators: [
         {inputs: [0, 1], outputs: [3], builtin_options_type: "AddOptions",
          builtin_options: {fused_activation_function: RELU6}},
         {opcode_index: 1, inputs: [0, 3], outputs: [4], builtin_options_type: "MulOptions",
          builtin_options: {}},
         {opcode_index: 1, inputs: [4, 2], outputs: [5], builtin_options_type: "MulOptions",
          builtin_options: {}}]}]}
    """

  var json: String {
    let (type, offset) = isUnsigned ? ("UINT8", 128) : ("INT8", 0)
    let biasScales = weightScales.map { 0.02 * $0 * biasFactor }
    var tensors = [
      Self.tensor("x", type, "[1, 2, 2, 1]", 0.02, 3 + offset),
      Self.tensor("w", type, "[2, 1, 1, 1]", weightScales, offset, buffer: 1),
      Self.tensor("b", "INT32", "[2]", biasScales, 0, buffer: 2),
      Self.tensor("y", type, "[1, 2, 2, 2]", 0.05, -4 + offset),
      Self.tensor("h", type, "[1, 2, 2, 2]", 0.0265, -114 + offset),
    ]
    var codes = [
      #"{deprecated_builtin_code: 3, builtin_code: "CONV_2D", version: 3}"#,
      #"{deprecated_builtin_code: 117, builtin_code: "HARD_SWISH"}"#,
    ]
    var operators = [
      "{inputs: [0, 1, 2], outputs: [3], builtin_options_type: \"Conv2DOptions\", "
        + "builtin_options: {stride_w: 1, stride_h: 1}}",
      "{opcode_index: 1, inputs: [3], outputs: [4]}",
    ]
    if hasFloatEnds {
      tensors += [
        #"{name: "image", shape: [1, 2, 2, 1]}"#, #"{name: "result", shape: [1, 2, 2, 2]}"#,
      ]
      codes += [
        #"{deprecated_builtin_code: 114, builtin_code: "QUANTIZE"}"#,
        #"{deprecated_builtin_code: 6, builtin_code: "DEQUANTIZE", version: 2}"#,
      ]
      operators.insert("{opcode_index: 2, inputs: [5], outputs: [0]}", at: 0)
      operators.append("{opcode_index: 3, inputs: [4], outputs: [6]}")
    }
    return """
      {version: 3, operator_codes: [\(codes.joined(separator: ", "))],
       buffers: [{}, {data: [\(100 + offset), \(127 + offset)]}, {data: [7, 0, 0, 0, 9, 0, 0, 0]}],
       subgraphs: [{name: "main", inputs: [\(hasFloatEnds ? 5 : 0)],
         outputs: [\(hasFloatEnds ? 6 : 4)], tensors: [\(tensors.joined(separator: ", "))],
         operators: [\(operators.joined(separator: ", "))]}]}
      """
  }

  private static func tensor(
    _ name: String, _ type: String, _ shape: String, _ scale: Double, _ zeroPoint: Int,
    buffer: Int = 0
  ) -> String {
    tensor(name, type, shape, [scale], zeroPoint, buffer: buffer)
  }

  private static func tensor(
    _ name: String, _ type: String, _ shape: String, _ scales: [Double], _ zeroPoint: Int,
    buffer: Int = 0
  ) -> String {
    "{name: \"\(name)\", type: \(type), shape: \(shape), buffer: \(buffer), quantization: "
      + "{scale: \(scales), zero_point: \(scales.map { _ in zeroPoint })}}"
  }
}
