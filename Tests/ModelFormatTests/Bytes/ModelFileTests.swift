import Foundation
import TestSupport
import Testing

@testable import ModelFormat

/// A model that somebody writes into memory, as archives are unpacked.
@Suite struct ModelFileTests {
  private static let bytes =
    FileManager.default.contents(atPath: Places.fixture("digits_int8"))
    .map(Array.init) ?? []

  private struct Stopped: Error {}

  @Test func readsWhatIsWrittenInPlace() throws {
    let made = try ModelFile.make(count: Self.bytes.count) { $0.copyBytes(from: Self.bytes) }
    #expect(made.byteCount == Self.bytes.count)
    #expect(ReadEverything(made).sum == ReadEverything(try ModelFile(bytes: Self.bytes)).sum)
  }

  @Test func whatIsNotWrittenIsZero() throws {
    let beginning = Self.bytes.prefix(3_000)
    let zeros = [UInt8](repeating: 0, count: Self.bytes.count - beginning.count)
    let error = #expect(throws: Diagnostic.self) { try ModelFile(bytes: beginning + zeros) }
    let made = #expect(throws: Diagnostic.self) {
      try ModelFile.make(count: Self.bytes.count) { $0.copyBytes(from: beginning) }
    }
    #expect(made == error && made?.place.description == error?.place.description)
  }

  @Test func handsOnWhyItWasNotWritten() {
    #expect(throws: Stopped.self) { try ModelFile.make(count: 100) { _ in throw Stopped() } }
  }

  @Test func nothingIsNoModel() {
    let error = #expect(throws: Diagnostic.self) { try ModelFile.make(count: 0) { _ in } }
    #expect(error?.code == .empty)
  }
}
