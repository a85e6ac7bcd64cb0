extension LookupTable {
  /// A one-dimensional array of 256 codes, lowest input code first.
  ///
  /// Source: NumPy, "The .npy format" (numpy.lib.format), version 1.0: magic, version, the header's
  /// length, a Python dictionary padded with spaces to a multiple of 64 bytes, then the elements.
  var npy: [UInt8] {
    let type = isSigned ? "|i1" : "|u1"
    let header =
      "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(codes.count),), }"
    let magic: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0]
    let unpadded = magic.count + 2 + header.utf8.count + 1
    let length = (unpadded + 63) / 64 * 64 - magic.count - 2
    let padding = String(repeating: " ", count: length - header.utf8.count - 1)
    return magic + [UInt8(length & 0xff), UInt8(length >> 8)]
      + Array((header + padding + "\n").utf8)
      + codes.map { UInt8(truncatingIfNeeded: $0) }
  }
}
