/// The positions of the operands of an operator that multiplies matrices.
public struct MatrixLayout: Sendable {
  /// The dimension of the weights that runs along the output channels.
  public enum ChannelAxis: Sendable, Equatable {
    /// This dimension.
    case dimension(Int)
    /// The last dimension, or the last but one if the options have `adj_y` (BATCH_MATMUL).
    case columns
  }

  /// The position of the activation among the inputs.
  public let input: Int
  /// The position of the weights.
  public let weights: Int
  /// The position of the bias; nil for BATCH_MATMUL, which has none and whose operands are interchangeable.
  public let bias: Int?
  /// The dimension of the weights that runs along the output channels.
  public let channelAxis: ChannelAxis
  /// True for a convolution, whose input has positions as well as channels.
  public let isConvolution: Bool
}
