/// The beginning of a file that NumPy reads as one array.
///
/// Source: NumPy, "The .npy format" (numpy.lib.format), version 1.0: magic, version, the header's
/// length, a Python dictionary padded with spaces to a multiple of 64 bytes, then the elements.
enum NPYHeader {
  /// - Parameters:
  ///   - type: NumPy's name of the element type: `|i1`, `<f4`.
  ///   - shape: the length along each dimension; empty for a single element.
  static func bytes(_ type: String, shape: [Int]) -> [UInt8] {
    let lengths = shape.map { "\($0)," }.joined(separator: " ")
    let tuple = shape.count > 1 ? String(lengths.dropLast()) : lengths
    let header = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(tuple)), }"
    let magic: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0]
    let unpadded = magic.count + 2 + header.utf8.count + 1
    let length = (unpadded + 63) / 64 * 64 - magic.count - 2
    let padding = String(repeating: " ", count: length - header.utf8.count - 1)
    return magic + [UInt8(length & 0xff), UInt8(length >> 8 & 0xff)]
      + Array((header + padding + "\n").utf8)
  }
}
