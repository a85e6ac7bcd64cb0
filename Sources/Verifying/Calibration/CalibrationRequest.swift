internal import Calibrating
internal import ModelFormat

extension RuntimeRequest {
  /// A request to run one model and measure its tensors (`calibration.py`).
  init(
    measuring tensors: MeasuredTensors, of model: Model, in file: FilePath,
    _ settings: VerifySettings, _ pairing: ModelPairing
  ) {
    var lines = [
      "run",
      "model A \(ModelRuntime.litert.rawValue) \(file.bytes.hex) \(Self.ports(of: model)) 0",
      "kernels \(settings.kernels.rawValue)", "timeout \(settings.timeout)",
    ]
    lines += settings.inputs.lines
    lines += pairing.inputs.map { Self.line(for: $0, b: $0.a, grid: $0.grids.a) }
    for one in tensors.all {
      lines.append("measure \(one.tensor.index.rawValue) \(one.stored.words)")
    }
    lines.append("go\n")
    self.init(
      bytes: Self.program + Array(lines.joined(separator: "\n").utf8),
      answerLimit: 1 << 20 + 1024 * pairing.inputs.count + Self.longestLine * tensors.all.count,
      modules: ["numpy", ModelRuntime.litert.module])
  }

  /// A count has up to 17 digits and a comma, and two sums have up to 300 digits each.
  private static let longestLine = TensorMeasurement.mostBins * 18 + 1024
}
