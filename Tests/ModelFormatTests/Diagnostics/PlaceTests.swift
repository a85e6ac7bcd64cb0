import Testing

@testable import ModelFormat

@Suite struct PlaceTests {
  @Test(arguments: [
    (Place(), ""), (Place(byte: 0x1a4c), "byte 6732"), (Place(["buffer 3"]), "buffer 3"),
    (Place(["subgraph 0", "tensor 7 (w)"], byte: 16), "subgraph 0 / tensor 7 (w) (byte 16)"),
    (Place(byte: .max), "byte 18446744073709551615"),
  ])
  func isWrittenFromTheOutsideIn(_ place: Place, _ text: String) {
    #expect(place.description == text)
  }

  @Test func goesOneStepFurtherIn() {
    let place = Place(["operator 1"], byte: 8).appending("input 0")
    #expect(place == Place(["operator 1", "input 0"], byte: 8))
  }
}
