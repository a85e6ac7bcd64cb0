internal import ModelFormat

/// One of the two types of 8-bit codes.
enum Signedness {
  case int8
  case uint8

  /// The type of the codes.
  var type: ElementType { self == .int8 ? .int8 : .uint8 }

  /// The other of the two.
  var other: Signedness { self == .int8 ? .uint8 : .int8 }

  /// The difference between codes of this type and of the other type for the same numbers.
  private var distance: Int64 { self == .int8 ? -128 : 128 }

  /// The zero point in this type for `zeroPoint` in the other; nil if that is not a code of the other.
  func zeroPoint(from zeroPoint: Int64) -> Int64? {
    guard other.type.codeRange?.contains(zeroPoint) == true else { return nil }
    return zeroPoint + distance
  }
}

/// Codes of one 8-bit type as codes of the other: -128...127 to 0...255, in order.
enum ShiftedCodes {
  /// The same numbers in codes of the other type, computed when they are written.
  static func of(_ codes: EditableData) -> EditableData {
    .computed(
      ComputedData(count: codes.count) { offset, target in
        codes.read(from: offset, into: target)
        // As bytes, codes that differ by 128 differ only in the highest bit.
        for i in target.indices { target[i] ^= 0x80 }
      })
  }
}
