import ModelFacts
import Testing

@Suite struct TensorShapeTests {
  @Test func countsElementsOfWhatIsKnown() {
    #expect(TensorShape([2, 3]).elementCount == 6)
    #expect(TensorShape.scalar.elementCount == 1)
    #expect(TensorShape([2, nil]).elementCount == nil)
    #expect(TensorShape([0, nil]).elementCount == 0)
    #expect(TensorShape([Int.max, 2]).elementCount == nil)
    #expect(TensorShape.unknown.elementCount == nil)
  }

  @Test func agreesWithWhatItCouldBe() {
    let open = TensorShape([1, nil, 3])
    #expect(open.agrees(with: TensorShape([1, 7, 3])))
    #expect(!open.agrees(with: TensorShape([1, 7, 4])))
    #expect(!open.agrees(with: TensorShape([1, 3])))
    #expect(open.agrees(with: .unknown))
  }

  @Test func showsWhatIsNotKnown() {
    #expect("\(TensorShape([1, nil, 3]))" == "[1, ?, 3]")
    #expect("\(TensorShape.unknown)" == "unknown")
    #expect("\(TensorShape.scalar)" == "[]")
  }
}
