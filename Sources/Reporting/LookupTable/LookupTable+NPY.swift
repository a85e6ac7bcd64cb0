extension LookupTable {
  /// A one-dimensional array of 256 codes, lowest input code first.
  var npy: [UInt8] {
    NPYHeader.bytes(isSigned ? "|i1" : "|u1", shape: [codes.count])
      + codes.map { UInt8(truncatingIfNeeded: $0) }
  }
}
