import QuantMath
import Testing

@Suite struct GatherTests {
  /// A table whose entry for a code is the code itself shows where each code is looked up.
  static let identity = Array(Int32(-128)...127)

  @Test func looksUpByDistanceFromTheLowestCode() throws {
    let table = gatherTable(Self.identity, .fromLowest)
    for code in Self.identity { #expect(try gatherReference(code + 128, from: table) == code) }
  }

  @Test func looksUpByWrappedCode() throws {
    let table = gatherTable(Self.identity, .wrapped)
    for code in Self.identity {
      #expect(try gatherReference(castReference(code, to: .uint8), from: table) == code)
    }
  }

  @Test(arguments: [-1, 256] as [Int32]) func refusesAnIndexOutOfRange(index: Int32) {
    let error = #expect(throws: PreparationError.self) {
      try gatherReference(index, from: Self.identity)
    }
    #expect(error?.condition == .indexOutOfRange)
  }
}
