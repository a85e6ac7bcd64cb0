internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// The factor of every channel from the accumulator to the codes before one HARD_SWISH, real and
/// as the runtime quantizes it.
struct ChannelMultipliers {
  private let entry: HardSwishSurvey.Entry

  init(_ entry: HardSwishSurvey.Entry) { self.entry = entry }

  /// Writes them; nothing for a site without a quantized matrix operator before it.
  func write(to text: TextWriter) throws {
    guard let producer = entry.site.producer, let multipliers = producer.multipliers,
      let fixed = producer.fixedMultipliers
    else { return }
    let matrix = producer.matrix.op
    try text.heading("Multipliers of \(matrix.label): \(Self.spread(multipliers))")
    var table = TextTable([
      .init(title: "channel", isRight: true), .init(title: "weight scale"),
      .init(title: "multiplier"), .init(title: "mantissa", isRight: true),
      .init(title: "exponent", isRight: true),
    ])
    let scales = producer.weights?.quantization?.scales.array ?? []
    for (channel, multiplier) in multipliers.enumerated() {
      table.add([
        .init(multipliers.count == 1 ? "all" : "\(channel)"), .init(scales[channel].asExact),
        .init("\(multiplier)"), "\(fixed[channel].mantissa)", "\(fixed[channel].exponent)",
      ])
    }
    try text.table(table)
    try text.line("  multiplier = mantissa * 2^(exponent - 31)")
  }

  /// `0.0009 to 0.0023, the largest 2.5 times the smallest`.
  static func spread(_ multipliers: [Double]) -> String {
    guard let low = multipliers.min(), let high = multipliers.max() else { return "none" }
    let range = multipliers.rangeText
    guard low > 0, low != high else { return range }
    return "\(range), a ratio of \((high / low).asFigure)"
  }
}
