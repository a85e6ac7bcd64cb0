import ModelFormat
import TestSupport
import Testing

@testable import Reporting

@Suite struct DataDigestsTests {
  /// FIPS 180-2, appendix B.1: the SHA-256 of "abc".
  @Test func isSHA256OfTheDataAlone() throws {
    let bytes = try Flatc.model("{version: 3, buffers: [{}, {data: [97, 98, 99]}]}")
    let model = Model(file: try ModelFile(bytes: bytes))
    let data = try #require(model.buffers[1].contents)
    #expect(
      DataDigests().sha256(of: data)
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }
}
