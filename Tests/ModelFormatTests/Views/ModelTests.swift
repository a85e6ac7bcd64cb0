import TestSupport
import Testing

@testable import ModelFormat

/// What a model says of itself, against the JSON that it was compiled from.
@Suite struct ModelTests {
  static func everything() throws -> Model { try SmallModel.open(SmallModel.everything) }

  @Test func saysWhatItIs() throws {
    let model = try Self.everything()
    #expect(model.version == 3)
    #expect(model.description?.text == "everything")
    #expect(
      model.operatorCodes.map(\.builtin.name) == ["CONV_2D", "CUSTOM", "WHILE", "STABLEHLO_SLICE"])
    #expect(model.operatorCodes.map(\.version) == [5, 1, 1, 1])
    #expect(model.operatorCodes.map { $0.customCode?.text } == [nil, "Mine", nil, nil])
  }

  @Test func hasGraphsWithTensorsAndOperatorsInOrder() throws {
    let graphs = try Self.everything().subgraphs
    #expect(graphs.map { $0.name?.text } == ["main", "body"])
    #expect(graphs.map(\.index) == [0, 1])
    #expect(graphs[0].tensors.map { $0.name?.text } == ["a", "w", "b", "v"])
    #expect(graphs[0].tensors.map(\.index.rawValue) == [0, 1, 2, 3])
    #expect(graphs[0].operators.map(\.index) == [0, 1, 2, 3])
    #expect(graphs[0].inputs.map(\.rawValue) == [0])
    #expect(graphs[0].outputs.map(\.rawValue) == [2])
  }

  @Test func hasBuffersByIndex() throws {
    let model = try Self.everything()
    #expect(model.buffers.map { $0.contents?.count } == [nil, 4, 0])
    #expect(model.buffer(BufferIndex(rawValue: 1))?.contents?.count == 4)
    #expect(model.buffer(BufferIndex(rawValue: 3)) == nil)
    #expect(model.buffer(BufferIndex(rawValue: .max)) == nil)
  }

  @Test func hasSignaturesAndMetadata() throws {
    let model = try Self.everything()
    let signature = try #require(model.signatures.first)
    #expect(signature.key?.text == "serve")
    #expect(signature.subgraphIndex == 0)
    #expect(signature.inputs.map { $0.name?.text } == ["x"])
    #expect(signature.outputs.map(\.tensorIndex) == [2])
    #expect(model.metadata.map { $0.name?.text } == ["min_runtime_version"])
    #expect(model.metadata.map(\.buffer.rawValue) == [1])
    #expect(model.metadataBuffers.map(Array.init) == [1])
  }

  @Test func knowsItsDataInOtherFiles() throws {
    let model = try Self.everything()
    #expect(model.externalBufferGroupCount == 1)
    #expect(model.externalBuffers.map(\.id) == [7])
    #expect(model.externalBuffers.map(\.group) == [0])
  }

  @Test func isEmptyWhereTheFileIs() throws {
    let model = try SmallModel.open("{}")
    #expect(model.version == 0)
    #expect(model.description == nil)
    #expect(model.subgraphs.isEmpty && model.buffers.isEmpty && model.operatorCodes.isEmpty)
    #expect(model.signatures.isEmpty && model.metadata.isEmpty && model.externalBuffers.isEmpty)
    #expect(model.metadataBuffers == nil)
    #expect(model.externalBufferGroupCount == 0)
  }
}
