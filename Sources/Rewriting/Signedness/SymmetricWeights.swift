internal import Glibc
internal import ModelFormat
internal import QuantMath

/// Uint8 weights as int8 weights with zero point 0.
struct SymmetricWeights {
  /// The new scale; the old one where every weight is at most 127 steps from the zero point.
  let scale: Float
  /// The old scale in new steps.
  let ratio: Double
  /// The new code, as a byte, of each old one.
  private let table: [UInt8]
  /// What the weights lose; nil where they lose nothing.
  let certificate: WeightsCertificate?

  /// Reads the weights once, and finds the least scale that can hold them all.
  ///
  /// - Throws: the reason why float32 has no such scale.
  init(_ weights: ByteRange, scale old: Float, zeroPoint: Int64) throws(Reason) {
    var counts = CodeCounts()
    weights.forEachChunk { counts.count($0.bindMemory(to: Int8.self)) }
    let present = (0...255).filter { counts.total(ofByte: $0) > 0 }
    let farthest = present.map { abs(Int64($0) - zeroPoint) }.max() ?? 0
    scale = farthest <= 127 ? old : Float(Double(old) * Double(farthest) / 127)
    guard farthest <= 127 || (old.isUsable && scale.isNormal) else {
      throw Reason("its scale would be \(scale); it must be an ordinary float32 number")
    }
    let ratio = farthest <= 127 ? 1 : Double(old) / Double(scale)
    self.ratio = ratio
    let codes = (0...255).map { code in
      let exact = (Double(Int64(code) - zeroPoint) * ratio).rounded(.toNearestOrAwayFromZero)
      return max(-127, Int8(saturating: exact))
    }
    table = codes.map { UInt8(bitPattern: $0) }
    var (signal, noise, greatest) = (0.0, 0.0, 0.0)
    for code in present {
      let value = Double(Int64(code) - zeroPoint)
      let difference = value - Double(codes[code]) / ratio
      let count = Double(counts.total(ofByte: code))
      signal += count * value * value
      noise += count * difference * difference
      greatest = max(greatest, abs(difference))
    }
    certificate =
      farthest <= 127
      ? nil
      : WeightsCertificate(
        signalToNoise: noise == 0 ? .infinity : 10 * log10(signal / noise), worstChannel: nil,
        worstSignalToNoise: nil, maxAbsolute: Double(old) * greatest)
  }

  /// The new weights, made from the old ones when they are written.
  func applied(to weights: EditableData) -> EditableData {
    let table = table
    return .computed(
      ComputedData(count: weights.count) { offset, target in
        weights.read(from: offset, into: target)
        table.withUnsafeBufferPointer { table in
          for i in target.indices { target[i] = table[Int(target[i])] }
        }
      })
  }
}
