import Digests
import Testing

@Suite struct SHA256Tests {
  /// NIST's examples for SHA-256, and the digest of no bytes.
  static let examples = [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ]

  @Test(arguments: examples) func hashesAsTheStandardSays(text: String, digest: String) {
    #expect(SHA256.hash(Array(text.utf8)).hexText == digest)
  }

  @Test func piecesHashAsTheWhole() {
    // A million times 'a', NIST's long example, in pieces that cross blocks of 64 bytes.
    var hash = SHA256()
    let piece = [UInt8](repeating: UInt8(ascii: "a"), count: 1000)
    for _ in 0..<1000 { hash.update(piece) }
    #expect(
      hash.digest.hexText == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test func readsTheDigestOnTheWay() {
    var hash = SHA256()
    hash.update(Array("ab".utf8))
    _ = hash.digest
    hash.update(Array("c".utf8))
    #expect(hash.digest == SHA256.hash(Array("abc".utf8)))
  }
}
