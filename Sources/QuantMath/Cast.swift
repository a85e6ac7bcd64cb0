/// The output code of a CAST between integer types: the same number, whatever the scales.
///
/// - Overflow: wraps: int8 −1 becomes uint8 255.
/// - Source: LiteRT `kernels/cast.cc`, a C++ `static_cast`.
public func castReference(_ code: Int32, to codes: CodeRange) -> Int32 {
  codes.wrap(code)
}
