internal import CByteRuns
internal import Glibc
internal import ModelFormat

/// The differences between the elements of two constants.
public struct WeightFigures: Sendable {
  /// How many elements there are.
  public private(set) var elementCount = 0
  /// How many of them have other codes, or other floats.
  public private(set) var changedCount = 0
  /// The largest change, and the mean over all elements, in codes; nil if the types differ or have no codes.
  public private(set) var codes: (largest: Double, mean: Double)?
  /// The largest change, and the mean over all elements, in real numbers; nil if those are unknown on one
  /// side.
  public private(set) var real: (largest: Double, mean: Double)?
  /// The power of A's real numbers relative to that of the change, in dB; nil if it is not finite.
  public private(set) var signalToNoise: Double?

  /// Nil if the elements are not numbers, or if their counts differ.
  init?(_ a: Tensor, _ b: Tensor, _ dataA: ByteRange, _ dataB: ByteRange) {
    guard !a.isSparse, !b.isSparse, let count = a.elementCount, count > 0, b.elementCount == count,
      dataA.count == a.byteCount, dataB.count == b.byteCount,
      let readerA = ElementReader(a), let readerB = ElementReader(b)
    else { return nil }
    var sums = Sums(readerA, readerB, isSameType: a.type == b.type)
    let size = 1 << 15
    for start in stride(from: 0, to: count, by: size) {
      let piece = start..<min(start + size, count)
      dataA.part(readerA.bytes(of: piece)).forEachChunk { bytesA in
        dataB.part(readerB.bytes(of: piece)).forEachChunk { bytesB in
          switch a.type == b.type ? a.type : nil {
          case .int8?: sums.addRuns(of: Int8.self, bytesA, bytesB, from: start)
          case .uint8?: sums.addRuns(of: UInt8.self, bytesA, bytesB, from: start)
          case .float32?: sums.addFloats(bytesA, bytesB)
          default: sums.add(bytesA, bytesB, piece)
          }
        }
      }
    }
    elementCount = count
    changedCount = sums.changed
    let total = Double(count)
    if a.type == b.type, readerA.isInteger {
      codes = (sums.largestCode, sums.codes / total)
    }
    if readerA.hasRealNumbers, readerB.hasRealNumbers {
      real = (sums.largestReal, sums.real / total)
      let decibels = 10 * log10(sums.signal / sums.noise)
      signalToNoise = decibels.isFinite ? decibels : nil
    }
  }

  fileprivate struct Sums {
    let (a, b): (ElementReader, ElementReader)
    let isSameType: Bool
    var changed = 0
    var (codes, largestCode) = (0.0, 0.0)
    var (real, largestReal) = (0.0, 0.0)
    var (signal, noise) = (0.0, 0.0)

    init(_ a: ElementReader, _ b: ElementReader, isSameType: Bool) {
      (self.a, self.b, self.isSameType) = (a, b, isSameType)
    }

    mutating func add(
      _ bytesA: UnsafeRawBufferPointer, _ bytesB: UnsafeRawBufferPointer, _ piece: Range<Int>
    ) {
      let hasReal = a.hasRealNumbers && b.hasRealNumbers
      for place in 0..<piece.count {
        let (x, y) = (a.number(bytesA, place), b.number(bytesB, place))
        let step = abs(x - y)
        if hasReal {
          let was = a.real(x, at: piece.lowerBound + place)
          let change = abs(was - b.real(y, at: piece.lowerBound + place))
          signal += was * was
          noise += change * change
          real += change
          if change > largestReal { largestReal = change }
          if !isSameType, change != 0 { changed += 1 }
        }
        guard isSameType else { continue }
        // NaN differs from itself, but is an unchanged element here.
        if x != y && !(x.isNaN && y.isNaN) { changed += 1 }
        codes += step
        if step > largestCode { largestCode = step }
      }
    }
  }
}

extension WeightFigures.Sums {
  /// Adds 8-bit codes, one run with the same scale at a time, in whole numbers where possible.
  fileprivate mutating func addRuns<Code: FixedWidthInteger & BitwiseCopyable>(
    of type: Code.Type, _ bytesA: UnsafeRawBufferPointer, _ bytesB: UnsafeRawBufferPointer,
    from start: Int
  ) {
    let (codesA, codesB) = (bytesA.bindMemory(to: type), bytesB.bindMemory(to: type))
    var place = 0
    while place < codesA.count {
      let (stepA, stepB) = (a.step(at: start + place), b.step(at: start + place))
      let rest = codesA.count - place
      let end = place + min(rest, stepA?.count ?? .max, stepB?.count ?? .max)
      if end - place >= 32, stepA?.scale == stepB?.scale, stepA?.zeroPoint == stepB?.zeroPoint,
        let startA = bytesA.baseAddress, let startB = bytesB.baseAddress
      {
        let (a, b) = (startA + place, startB + place)
        addRun(
          a, b, count: end - place, isSigned: Code.isSigned,
          stepA.map { ($0.scale, $0.zeroPoint) })
        place = end
        continue
      }
      var (differing, distance, largest) = (0, 0, 0)
      for i in place..<end {
        let step = abs(Int(codesA[i]) - Int(codesB[i]))
        differing += step == 0 ? 0 : 1
        distance += step
        largest = max(largest, step)
      }
      changed += differing
      codes += Double(distance)
      largestCode = max(largestCode, Double(largest))
      if let stepA, let stepB {
        for i in place..<end {
          let was = stepA.scale * (Double(codesA[i]) - stepA.zeroPoint)
          let change = abs(was - stepB.scale * (Double(codesB[i]) - stepB.zeroPoint))
          signal += was * was
          noise += change * change
          real += change
          largestReal = max(largestReal, change)
        }
      }
      place = end
    }
  }
}

extension WeightFigures.Sums {
  /// Adds 8-bit codes that have the same scale and zero point on both sides, from sums of whole numbers.
  fileprivate mutating func addRun(
    _ a: UnsafeRawPointer, _ b: UnsafeRawPointer, count: Int, isSigned: Bool,
    _ step: (scale: Double, zeroPoint: Double)?
  ) {
    // As bytes, codes count from the lowest.
    let found = cbr_compare(
      a.assumingMemoryBound(to: UInt8.self), b.assumingMemoryBound(to: UInt8.self), count,
      isSigned ? 0x80 : 0)
    changed += Int(found.changed)
    codes += Double(found.distance)
    largestCode = max(largestCode, Double(found.greatest))
    guard let step else { return }
    let (size, zero) = (abs(step.scale), step.zeroPoint + (isSigned ? 128 : 0))
    let squares = Double(found.squares) - 2 * zero * Double(found.sum) + Double(count) * zero * zero
    signal += size * size * squares
    noise += size * size * Double(found.distance_squares)
    real += size * Double(found.distance)
    largestReal = max(largestReal, size * Double(found.greatest))
  }

  /// Adds floats.
  fileprivate mutating func addFloats(
    _ bytesA: UnsafeRawBufferPointer, _ bytesB: UnsafeRawBufferPointer
  ) {
    var (differing, distance, largest, power, squares) = (0, 0.0, 0.0, 0.0, 0.0)
    func float(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> Double {
      Double(Float(stored: bytes.loadUnaligned(fromByteOffset: offset, as: Float.self)))
    }
    for offset in stride(from: 0, to: min(bytesA.count, bytesB.count) - 3, by: 4) {
      let (x, y) = (float(bytesA, offset), float(bytesB, offset))
      let change = abs(x - y)
      // NaN differs from itself, but is an unchanged element here.
      differing += x == y || x.isNaN && y.isNaN ? 0 : 1
      distance += change
      largest = change > largest ? change : largest
      power += x * x
      squares += change * change
    }
    changed += differing
    real += distance
    largestReal = max(largestReal, largest)
    signal += power
    noise += squares
  }
}

extension ElementReader {
  /// The bytes of a range of elements that begins at a multiple of 8.
  fileprivate func bytes(of elements: Range<Int>) -> Range<Int> {
    elements.lowerBound * bitCount / 8..<(elements.upperBound * bitCount + 7) / 8
  }
}
