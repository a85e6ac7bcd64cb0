import ModelFacts
import ModelFormat
import TestSupport
import Testing

@Suite struct GraphIndexTests {
  /// t2 = ADD(t0, t0); t3 = ADD(t2, -); t3 again from a second producer.
  private func graph() throws -> GraphIndex {
    let bytes = try Flatc.model(
      """
      {version: 3, operator_codes: [{builtin_code: "ADD"}], buffers: [{}],
       subgraphs: [{inputs: [0], outputs: [3], tensors: [{}, {}, {}, {}], operators: [
         {inputs: [0, 0], outputs: [2]},
         {inputs: [2, -1], outputs: [3]},
         {inputs: [0, 2], outputs: [3]}]}]}
      """)
    let model = Model(file: try ModelFile(bytes: bytes))
    return GraphIndex(try #require(model.subgraphs.first))
  }

  private func tensor(_ index: Int32) -> TensorIndex { TensorIndex(rawValue: index) }

  @Test func namesTheFirstProducer() throws {
    let graph = try graph()
    #expect(graph.producer(of: tensor(2))?.index == 0)
    #expect(graph.producer(of: tensor(3))?.index == 1)
    #expect([2, 3, 0, -1].map { graph.producerIndex(of: tensor($0)) } == [0, 1, nil, nil])
  }

  @Test func inputsConstantsAndAbsentTensorsHaveNone() throws {
    let graph = try graph()
    #expect(graph.producer(of: tensor(0)) == nil)
    #expect(graph.producer(of: tensor(1)) == nil)
    #expect(graph.producer(of: tensor(-1)) == nil)
  }

  @Test func countsEveryRead() throws {
    let graph = try graph()
    #expect([0, 1, 2, 3, -1].map { graph.readCount(of: tensor($0)) } == [3, 0, 2, 0, 0])
  }

  @Test func listsAReaderOnceHoweverOftenItReads() throws {
    let graph = try graph()
    #expect(graph.consumers(of: tensor(0)).map(\.index) == [0, 2])
    #expect(graph.consumers(of: tensor(2)).map(\.index) == [1, 2])
    #expect(graph.consumers(of: tensor(3)).isEmpty)
    #expect(graph.consumers(of: tensor(-1)).isEmpty)
  }
}
