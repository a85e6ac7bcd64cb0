private import CCrypto

/// A SHA-256 (FIPS 180-4) that takes its bytes piece by piece.
public struct SHA256: Sendable {
  private var state = SHA256_CTX()

  /// The hash of no bytes.
  public init() {
    SHA256_Init(&state)
  }

  /// The digest of one piece.
  public static func hash(_ bytes: [UInt8]) -> SHA256Digest {
    var hash = SHA256()
    hash.update(bytes)
    return hash.digest
  }

  /// Appends bytes.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress else { return }
    SHA256_Update(&state, start, bytes.count)
  }

  /// Appends bytes.
  public mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { update($0) }
  }

  /// The digest of all bytes so far; more may follow.
  public var digest: SHA256Digest {
    var end = state
    let bytes = [UInt8](unsafeUninitializedCapacity: Int(SHA256_DIGEST_LENGTH)) { room, count in
      SHA256_Final(room.baseAddress, &end)
      count = room.count
    }
    return SHA256Digest(bytes: bytes)
  }
}

/// The 32 bytes of a SHA-256.
public struct SHA256Digest: Hashable, Sendable {
  /// The bytes, in the order of the standard.
  public let bytes: [UInt8]

  /// 64 lower-case hexadecimal digits.
  public var hexText: String { bytes.hexText }
}

extension Sequence<UInt8> {
  /// Two lower-case hexadecimal digits for each byte.
  public var hexText: String {
    var digits: [UInt8] = []
    for byte in self {
      for half in [byte >> 4, byte & 15] {
        digits.append(half < 10 ? UInt8(ascii: "0") + half : UInt8(ascii: "a") + half - 10)
      }
    }
    return String(decoding: digits, as: UTF8.self)
  }
}
