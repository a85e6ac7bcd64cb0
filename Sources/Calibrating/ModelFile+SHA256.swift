internal import Digests
public import ModelFormat

extension ModelFile {
  /// The SHA-256 of all its bytes, in hexadecimal.
  public var sha256: String {
    var hash = SHA256()
    bytes(in: 0..<byteCount).forEachChunk { hash.update($0) }
    return hash.digest.hexText
  }
}
