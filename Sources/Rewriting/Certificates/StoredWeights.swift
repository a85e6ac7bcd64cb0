internal import CByteRuns
internal import ModelFacts
internal import ModelFormat

/// The constant weights of a layer, as a kernel reads them: codes with a scale for each output
/// channel, or one for all.
struct StoredWeights {
  let tensor: Tensor
  let data: ByteRange
  let runs: ChannelRuns
  let isSigned: Bool
  private let scales: Scalars<Float>
  private let zeroPoints: Scalars<Int64>

  /// - Throws: why the weights cannot be compared.
  init(_ tensor: Tensor, axis: Int) throws(Reason) {
    guard [.int8, .uint8].contains(tensor.type), !tensor.isSparse, !tensor.isVariable,
      let data = tensor.data, data.count == tensor.elementCount,
      let runs = ChannelRuns(shape: tensor.shape, axis: axis)
    else { throw Reason("the weights are not a dense INT8 or UINT8 constant in this file") }
    guard let quantization = TensorQuantization(tensor),
      quantization.granularity == .perTensor
        || quantization.granularity == .perChannel && quantization.axis == axis
    else { throw Reason("the weights have neither one scale per output channel nor one for all") }
    guard quantization.scales.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
      throw Reason("a scale of the weights is not a finite positive number")
    }
    let codes: ClosedRange<Int64> = tensor.type == .int8 ? -128...127 : 0...255
    guard quantization.zeroPoints.allSatisfy(codes.contains) else {
      throw Reason("a zero point of the weights is not one of their codes")
    }
    (self.tensor, self.data, self.runs) = (tensor, data, runs)
    isSigned = tensor.type == .int8
    (scales, zeroPoints) = (quantization.scales, quantization.zeroPoints)
  }

  func scale(_ channel: Int) -> Float { scales[scales.count == 1 ? 0 : channel] }

  /// True if every output channel has the same scale as in other weights.
  func hasTheScales(of other: StoredWeights) -> Bool {
    scales.count == other.scales.count && zip(scales, other.scales).allSatisfy(==)
  }

  /// The parameters for reading the codes, without scales.
  var reading: Reading {
    Reading(
      buffer: tensor.buffer, isSigned: isSigned, zeroPoints: zeroPoints.array, runs: runs)
  }

  /// Equal for tensors whose weights are the same numbers of steps.
  struct Reading: Hashable {
    fileprivate let buffer: BufferIndex
    fileprivate let isSigned: Bool
    fileprivate let zeroPoints: [Int64]
    fileprivate let runs: ChannelRuns
  }

  func zeroPoint(_ channel: Int) -> Int64 { zeroPoints[zeroPoints.count == 1 ? 0 : channel] }

  /// How the bytes of a channel become weights, with its scale or another.
  func reading(of channel: Int, scale: Double) -> cbr_reading {
    // A signed code is its byte with the highest bit flipped, less 128.
    let (flip, origin): (UInt8, Int64) = isSigned ? (0x80, 128) : (0, 0)
    return cbr_reading(
      flip: flip, zero: Int32(zeroPoint(channel) + origin), scale: scale)
  }
}
