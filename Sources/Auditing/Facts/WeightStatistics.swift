/// Statistics of a constant's codes for each channel.
public struct WeightStatistics: Sendable {
  /// The codes along one position of the channels' dimension.
  public struct Channel: Sendable, Equatable {
    /// The lowest code.
    public let lowest: Int
    /// The highest code.
    public let highest: Int
    /// The sum of `code - zero point` over all codes above the zero point.
    public let positiveSum: Int64
    /// The sum of `code - zero point` over all codes below the zero point; 0 or less.
    public let negativeSum: Int64

    /// Whether every code is the zero point, so that the channel contributes nothing.
    public var isZero: Bool { positiveSum == 0 && negativeSum == 0 }
  }

  /// One for each position of the channels' dimension.
  public let channels: [Channel]
  /// How many codes each channel has.
  public let codesPerChannel: Int
  /// How many codes are the lowest of the type: -128 for int8, -8 for int4, 0 for uint8.
  public let lowestCodeCount: Int

  /// The lowest code of all channels; nil if there are none.
  public var lowest: Int? { channels.lazy.map(\.lowest).min() }
  /// The highest code of all channels; nil if there are none.
  public var highest: Int? { channels.lazy.map(\.highest).max() }
}
