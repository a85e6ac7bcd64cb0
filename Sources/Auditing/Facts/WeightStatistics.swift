/// Statistics of a constant's codes for each channel.
struct WeightStatistics: Sendable {
  /// The codes along one position of the channels' dimension.
  struct Channel: Sendable, Equatable {
    /// The lowest code.
    let lowest: Int
    /// The highest code.
    let highest: Int
    /// The sum of `code - zero point` over all codes above the zero point.
    let positiveSum: Int64
    /// The sum of `code - zero point` over all codes below the zero point; 0 or less.
    let negativeSum: Int64

    /// Whether every code is the zero point, so that the channel contributes nothing.
    var isZero: Bool { positiveSum == 0 && negativeSum == 0 }
  }

  /// One for each position of the channels' dimension.
  let channels: [Channel]
  /// How many codes each channel has.
  let codesPerChannel: Int
  /// How many codes are the lowest of the type: -128 for int8, -8 for int4, 0 for uint8.
  let lowestCodeCount: Int

  /// The lowest code of all channels; nil if there are none.
  var lowest: Int? { channels.lazy.map(\.lowest).min() }
  /// The highest code of all channels; nil if there are none.
  var highest: Int? { channels.lazy.map(\.highest).max() }
}
