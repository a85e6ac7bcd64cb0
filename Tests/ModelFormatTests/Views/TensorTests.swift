import TestSupport
import Testing

@testable import ModelFormat

@Suite struct TensorTests {
  struct Case: CustomTestStringConvertible {
    let testDescription, tensor: String
    let elements, bytes: Int?

    init(_ why: String, _ tensor: String, elements: Int?, bytes: Int?) {
      (testDescription, self.tensor, self.elements, self.bytes) = (why, tensor, elements, bytes)
    }
  }

  @Test(arguments: [
    Case("four bytes each", "shape: [2, 3]", elements: 6, bytes: 24),
    Case("a scalar has no dimensions", "type: INT64", elements: 1, bytes: 8),
    Case("no elements", "shape: [5, 0]", elements: 0, bytes: 0),
    Case("an odd half byte takes a whole one", "shape: [3], type: INT4", elements: 3, bytes: 2),
    Case("four to a byte", "shape: [9], type: INT2", elements: 9, bytes: 3),
    Case("a size that is not known", "shape: [-1, 4]", elements: nil, bytes: nil),
    Case("-1 times -1 is no size", "shape: [-1, -1]", elements: nil, bytes: nil),
    Case("the least there is", "shape: [-2147483648, 2]", elements: nil, bytes: nil),
    Case(
      "2^62 bits, so 2^59 bytes", "shape: [1073741824, 1073741824, 4], type: INT2",
      elements: 1 << 62, bytes: nil),
    Case(
      "elements fit and bits do not", "shape: [1073741824, 1073741824, 2]",
      elements: 1 << 61, bytes: nil),
    Case(
      "the elements do not fit", "shape: [2147483647, 2147483647, 2147483647]",
      elements: nil, bytes: nil),
    Case(
      "a product that wraps to something small", "shape: [65536, 65536, 65536, 65536, 3]",
      elements: nil, bytes: nil),
    Case("no fixed size, no data", "shape: [3], type: STRING", elements: 3, bytes: nil),
    Case(
      "no fixed size: the bytes stored", "shape: [3], type: STRING, buffer: 1", elements: 3,
      bytes: 5),
    Case("a type that the schema does not know", "shape: [3], type: 99", elements: 3, bytes: nil),
  ])
  func countsElementsAndBytes(_ c: Case) throws {
    let json = """
      {buffers: [{}, {data: [1, 2, 3, 4, 5]}], subgraphs: [{tensors: [{\(c.tensor)}]}]}
      """
    let tensor = try SmallModel.open(json).subgraphs[0].tensors[0]
    #expect(tensor.elementCount == c.elements)
    #expect(tensor.byteCount == c.bytes)
  }

  @Test func readsWhatTheFileLeavesOutAsTheSchemasDefaults() throws {
    let tensor = try SmallModel.open("{subgraphs: [{tensors: [{}]}]}").subgraphs[0].tensors[0]
    #expect(tensor.type == .float32)
    #expect(tensor.name == nil)
    #expect(tensor.shape == [])
    #expect(tensor.shapeSignature == nil)
    #expect(tensor.quantization == nil)
    #expect(tensor.data == nil)
    #expect(!tensor.isConstant && !tensor.isVariable && !tensor.isSparse)
  }

  @Test func readsWhatTheFileHolds() throws {
    let subgraph = try SmallModel.open(SmallModel.everything).subgraphs[0]
    let (a, w, b) = (subgraph.tensors[0], subgraph.tensors[1], subgraph.tensors[2])
    #expect(a.name?.text == "a")
    #expect(a.shape == [1, 4])
    #expect(a.shapeSignature == [-1, 4])
    #expect(a.quantization?.scales == [0.5, 0.25])
    #expect(a.quantization?.zeroPoints == [3, -3])
    #expect(a.quantization?.axis == 1)
    #expect(a.quantization?.details == nil)
    #expect(w.data.map { Array($0.scalars(of: UInt8.self)) } == [1, 2, 3, 4])
    #expect(w.data.map { Array($0.scalars(of: Int16.self)) } == [0x0201, 0x0403])
    #expect(w.quantization?.details == .blockwise)
    #expect(b.isVariable && b.isSparse && b.isConstant)
    #expect(b.externalBuffer == 7)
  }
}
