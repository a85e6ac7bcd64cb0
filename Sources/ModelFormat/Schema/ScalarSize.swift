internal import CFlatBuffers

extension cfb_scalar {
  /// The size of one number in bytes, which is also its alignment in a FlatBuffer.
  var byteCount: Int {
    switch self {
    case CFB_BOOL, CFB_INT8, CFB_UINT8: 1
    case CFB_INT16, CFB_UINT16: 2
    case CFB_INT32, CFB_UINT32, CFB_FLOAT32: 4
    default: 8
    }
  }
}
