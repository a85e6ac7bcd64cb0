import Foundation
import TestSupport
import Testing

/// Figures of `inspect` beside those of numpy, hashlib and publications.
@Suite struct InspectValuesTests {
  private static let model = Places.fixture("digits_int8")

  /// numpy's histogram, mean and deviation of what ai-edge-litert reads; Python's SHA-256.
  @Test(arguments: [46, 2, 1])
  func distributionsAndDigestsAreThoseOfNumpy(tensor: Int) throws {
    try Places.withTemporaryFolder { folder in
      let outcome = try Shell.run(
        """
        "$TFLENS" inspect "$MODEL" --tensor $TENSOR --digests --format json > found.json
        "$PYTHON" - "$MODEL" $TENSOR 2> /dev/null <<'END'
        import hashlib, json, sys
        import numpy as np
        from ai_edge_litert.interpreter import Interpreter
        model = Interpreter(sys.argv[1])
        model.allocate_tensors()
        index = int(sys.argv[2])
        codes = model.get_tensor(index)
        detail = next(t for t in model.get_tensor_details() if t["index"] == index)
        parameters = detail["quantization_parameters"]
        real = codes.astype(np.float64)
        if len(parameters["scales"]):
            shape = [1] * codes.ndim
            shape[parameters["quantized_dimension"]] = -1
            real = parameters["scales"].reshape(shape) * (
                codes - parameters["zero_points"].reshape(shape)).astype(np.float32)
        real = real.astype(np.float64)
        found = json.load(open("found.json"))["subgraphs"][0]["tensors"][0]
        figures = found["distribution"]
        counts, edges = np.histogram(real, bins=16)
        print(found["sha256"] == hashlib.sha256(codes.tobytes()).hexdigest(),
              figures["histogram"]["counts"] == counts.tolist(),
              figures["min"] == real.min(), figures["max"] == real.max(),
              np.isclose(figures["mean"], real.mean(), rtol=1e-12, atol=1e-15),
              np.isclose(figures["deviation"], real.std(), rtol=1e-12),
              figures["zeros"] == int((real == 0).sum()), figures["elements"] == real.size)
        END
        """, in: folder,
        environment: [
          "MODEL": Self.model, "PYTHON": Places.python.path, "TENSOR": "\(tensor)",
        ])
      #expect(
        outcome.text == Array(repeating: "True", count: 8).joined(separator: " ") + "\n",
        "\(outcome.text) \(outcome.errorText)")
    }
  }

  /// What the authors of MobileNet publish: millions of multiply-accumulates (tensorflow/models,
  /// research/slim/nets/mobilenet_v1.md).
  @Test(
    .enabled(if: Places.corpus != nil, "no folder of real models; TFLENS_CORPUS names one"),
    arguments: [
      ("tflite-support__mobilenet_v1_0.25_224_quant.tflite", 41),
      ("test_data__mobilenet_v1_0.25_128_quant.tflite", 14),
    ])
  func multiplyAccumulatesAreThosePublished(name: String, millions: Int) throws {
    let model = try #require(Places.corpus).appending(path: name)
    try #require(FileManager.default.fileExists(atPath: model.path))
    let outcome = try Program.tflens("inspect", model.path, "--top", "1", "--format", "json")
    let document = try JSONSerialization.jsonObject(with: outcome.output) as? [String: Any]
    let macs = try #require((document?["totals"] as? [String: Any])?["macs"] as? Int)
    #expect((macs + 500_000) / 1_000_000 == millions, "\(macs)")
  }

  /// Bars are as long as numbers are large, and fit the terminal.
  @Test(arguments: [40, 80, 160]) func drawsAHistogram(columns: Int) throws {
    let shown = try Shell.onTerminal(
      "\"$TFLENS\" inspect \(Self.model) --tensor 46", columns: columns,
      environment: ["LC_ALL": "C.UTF-8"])
    let bars = shown.split(separator: "\n").filter { $0.contains("\u{2588}") }
      .map { line in (line.count { $0 == "\u{2588}" }, Int(line.split(separator: " ")[2]) ?? -1) }
    #expect(bars.count == 16)
    #expect(bars.map(\.1).reduce(0, +) == 144)
    for (a, b) in zip(bars, bars.dropFirst()) where a.1 < b.1 { #expect(a.0 <= b.0) }
    let longest = bars.map(\.0).max() ?? 0
    #expect(columns < 80 || longest > 20)
  }
}
