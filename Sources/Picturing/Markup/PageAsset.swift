internal import Digests

/// A style sheet or script of the pages, embedded in the program.
struct PageAsset {
  let element: StaticString
  let bytes: [UInt8]

  static let styleSheet = Self(element: "style", bytes: PackageResources.page_css)
  static let script = Self(element: "script", bytes: PackageResources.page_js)

  /// Its hash as a content security policy names it: `'sha256-...'`.
  var policySource: String { "'sha256-\(SHA256.hash(bytes).bytes.base64)'" }
}

extension [UInt8] {
  /// The bytes in base 64 (RFC 4648, section 4).
  var base64: String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    for start in stride(from: 0, to: count, by: 3) {
      let group = self[start..<Swift.min(start + 3, count)]
      let number = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for place in 0..<4 {
        text.append(
          place <= group.count ? digits[number >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
