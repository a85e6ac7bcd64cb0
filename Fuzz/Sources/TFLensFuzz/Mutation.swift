import Exercises

/// libFuzzer's own mutation: the new size.
@_silgen_name("LLVMFuzzerMutate")
private func mutate(_ bytes: UnsafeMutablePointer<UInt8>, _ count: Int, _ room: Int) -> Int

/// Scales that are no scales, or hardly.
private let floats: [Float] = [
  0, -0.0, .leastNonzeroMagnitude, .leastNormalMagnitude, 1e-38, 1e-20, 0.05, 0.5, 1, 6, 255,
  65_536,
  1e20, 1e38, .greatestFiniteMagnitude, .infinity, -.infinity, .nan, -1,
]

/// Numbers at which shapes, indices and zero points go wrong.
private let integers: [Int64] = [
  0, 1, 2, 3, 4, 6, 127, 128, 255, 256, 32_767, 65_535, 65_536, 1 << 30, -1, -2, -128, -129,
  Int64(Int32.max), Int64(Int32.min), .max, .min,
]

private let holdsNumbers = Exercise.fileExtension(of: exercise) != "yaml"

/// Writes an extreme number over an aligned one, every second time; else libFuzzer mutates.
///
/// Tables have their numbers aligned by size, so that most of the file stays sound.
@_cdecl("LLVMFuzzerCustomMutator")
public func mutateNumber(
  _ bytes: UnsafeMutablePointer<UInt8>, _ count: Int, _ room: Int, _ seed: CUnsignedInt
) -> Int {
  var draw = Draw(state: UInt64(seed))
  guard holdsNumbers, count >= 16, draw.below(2) == 0 else { return mutate(bytes, count, room) }
  let raw = UnsafeMutableRawBufferPointer(start: bytes, count: count)
  let integer = integers[draw.below(integers.count)]
  switch draw.below(4) {
  case 0:
    raw.storeBytes(
      of: UInt8(truncatingIfNeeded: integer), toByteOffset: draw.below(count), as: UInt8.self)
  case 1:
    raw.storeBytes(
      of: Int32(truncatingIfNeeded: integer), toByteOffset: 4 * draw.below(count / 4),
      as: Int32.self)
  case 2: raw.storeBytes(of: integer, toByteOffset: 4 * draw.below(count / 4 - 1), as: Int64.self)
  default:
    raw.storeBytes(
      of: floats[draw.below(floats.count)].bitPattern, toByteOffset: 4 * draw.below(count / 4),
      as: UInt32.self)
  }
  return count
}

/// SplitMix64, so that a seed is a mutation.
private struct Draw {
  var state: UInt64

  mutating func below(_ limit: Int) -> Int {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return Int((z ^ (z >> 31)) % UInt64(limit))
  }
}
