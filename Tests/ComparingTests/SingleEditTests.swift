import ModelFormat
import TestSupport
import Testing

@testable import Comparing
@testable import ModelFormat

/// Each single edit of a model is found, and nothing else is.
@Suite struct SingleEditTests {
  /// Several tensors that a seed picks, of those that fit.
  private static func picked(_ fits: (Tensor) -> Bool, seed: UInt64) throws -> [Int] {
    let file = try EditedModel.fixture()
    var random = SeededGenerator(seed: seed)
    let all = Model(file: file).subgraphs[0].tensors.filter(fits).map(\.index.position)
    return Array(all.shuffled(using: &random).prefix(6))
  }

  @Test func findsOneByteOfWeights() throws {
    let file = try EditedModel.fixture()
    let tensors = try Self.picked({ $0.type == .int8 && $0.data != nil }, seed: 1)
    #expect(tensors.count == 6)
    for index in tensors {
      let tensor = Model(file: file).subgraphs[0].tensors[index]
      let count = try #require(tensor.data?.count)
      let place = count / 2
      var step = 0
      let comparison = try EditedModel.comparison { model in
        try model.edit(buffer: tensor.buffer, of: file) { bytes in
          let old = Int8(bitPattern: bytes[place])
          let new: Int8 = old > 0 ? old - 3 : old + 3
          step = Int(new) - Int(old)
          bytes[place] = UInt8(bitPattern: new)
        }
      }
      #expect(comparison.found == ["weights": 1], "\(tensor.label)")
      let change = try #require(comparison.weights.first)
      #expect(change.tensor.a.index == tensor.index)
      #expect(!change.isQuantizationChanged)
      let figures = try #require(change.figures)
      #expect(figures.elementCount == count && figures.changedCount == 1)
      #expect(figures.codes?.largest == 3 && step.magnitude == 3)
      #expect(!comparison.isSame && comparison.areWeightsChanged)
      #expect(!comparison.isStructureChanged)
    }
  }

  /// A list that is only counted in words differs all the same.
  @Test func findsOneNumberInALongList() throws {
    func model(_ index: Int) throws -> Model {
      let values = (0..<40).map { $0 == 20 ? index : 2 }
      let json = """
        {version: 3, operator_codes: [], buffers: [{}], subgraphs: [{inputs: [], outputs: [], operators: [],
          tensors: [{name: "w", shape: [40, 8], buffer: 0, sparsity: {traversal_order: [0, 1], dim_metadata: [
            {format: "DENSE", dense_size: 40},
            {format: "SPARSE_CSR", array_segments_type: "Uint8Vector", array_segments: {values: [0, 40]},
             array_indices_type: "Uint8Vector", array_indices: {values: \(values)}}]}}]}]}
        """
      return Model(file: try ModelFile(bytes: Flatc.model(json)))
    }
    let comparison = ModelComparison(try model(2), try model(5))
    #expect(comparison.found == ["tensors": 1])
    let difference = try #require(comparison.tensors.first?.difference)
    #expect(difference.field.hasSuffix("array_indices.values"))
    #expect(difference.a == "40 entries" && difference.b == "40 entries, not all the same")
    #expect(ModelComparison(try model(2), try model(2)).isSame)
  }

  @Test func findsOneScale() throws {
    let tensors = try Self.picked(
      { $0.quantization?.scales.count == 1 && $0.data == nil }, seed: 2)
    #expect(tensors.count == 6)
    for index in tensors {
      var old: Float = 0
      let comparison = try EditedModel.comparison { model in
        old = model.subgraphs?[0].tensors?[index].quantization?.scale?[0] ?? 0
        model.subgraphs?[0].tensors?[index].quantization?.scale = [old.nextUp.nextUp.nextUp]
      }
      #expect(comparison.found == ["quantization": 1])
      let change = try #require(comparison.quantization.first)
      #expect(change.tensor.a.index.position == index)
      let scales = try #require(change.scales)
      #expect(scales.float32Steps == 3 && scales.changedCount == 1 && scales.count == 1)
      #expect(scales.a == old && scales.b > old)
      #expect(change.zeroPoints == nil && change.isDataChanged == nil)
    }
  }

  @Test func findsOneScaleOfManyAndThatTheCodesAreTheSame() throws {
    let tensors = try Self.picked(
      { $0.quantization?.scales.count ?? 0 > 1 && $0.type == .int8 }, seed: 3)
    #expect(tensors.count == 6)
    for index in tensors {
      let comparison = try EditedModel.comparison { model in
        model.subgraphs?[0].tensors?[index].quantization?.scale?[1] *= 1.25
      }
      #expect(comparison.found == ["quantization": 1])
      let change = try #require(comparison.quantization.first)
      let scales = try #require(change.scales)
      #expect(scales.changedCount == 1 && scales.count > 1)
      #expect(abs(scales.percent - 25) < 1e-4)
      #expect(change.isDataChanged == false)
    }
  }

  @Test func tellsScalesAndCodesThatBothChanged() throws {
    let file = try EditedModel.fixture()
    let index = try Self.picked(
      { $0.quantization?.scales.count ?? 0 > 1 && $0.type == .int8 }, seed: 4)[0]
    let buffer = Model(file: file).subgraphs[0].tensors[index].buffer
    let comparison = try EditedModel.comparison { model in
      model.subgraphs?[0].tensors?[index].quantization?.scale?[0] *= 2
      try model.edit(buffer: buffer, of: file) { $0[0] ^= 1 }
    }
    #expect(comparison.found == ["quantization": 1, "weights": 1])
    #expect(comparison.quantization.first?.isDataChanged == true)
    #expect(comparison.weights.first?.isQuantizationChanged == true)
  }

  @Test func findsOneZeroPoint() throws {
    let tensors = try Self.picked(
      { $0.quantization?.zeroPoints.count == 1 && $0.data == nil }, seed: 5)
    for index in tensors {
      let comparison = try EditedModel.comparison { model in
        model.subgraphs?[0].tensors?[index].quantization?.zeroPoint?[0] -= 2
      }
      #expect(comparison.found == ["quantization": 1])
      let change = try #require(comparison.quantization.first?.zeroPoints)
      #expect(change.a - change.b == 2)
      #expect(comparison.quantization.first?.scales == nil)
    }
  }

  @Test func findsAnAxis() throws {
    let index = try Self.picked(
      { $0.quantization?.scales.count ?? 0 > 1 && $0.rank == 4 }, seed: 6)[0]
    let comparison = try EditedModel.comparison { model in
      model.subgraphs?[0].tensors?[index].quantization?.quantizedDimension = 2
    }
    #expect(comparison.found == ["quantization": 1])
    #expect(
      comparison.quantization.first?.others.map(\.field) == ["quantized_dimension"])
  }

  @Test func findsOneOption() throws {
    let operators = Model(file: try EditedModel.fixture()).subgraphs[0].operators
    let index = try #require(operators.firstIndex { $0.builtin == .depthwiseConv2D })
    let comparison = try EditedModel.comparison { model in
      guard let table = model.subgraphs?[0].operators?[index].builtinOptions else { return }
      var options = Editable<DepthwiseConv2DOptions>(untyped: table)
      options.strideW = 2
      model.subgraphs?[0].operators?[index].builtinOptions = options.untyped
    }
    #expect(comparison.found == ["operators": 1])
    let change = try #require(comparison.operators.first)
    #expect(change.a.index == index && change.b.index == index)
    #expect(change.difference == FieldDifference(field: "stride_w", a: "1", b: "2"))
  }

  @Test func findsTheVersionOfAnOperator() throws {
    let file = try EditedModel.fixture()
    let model = Model(file: file)
    for code in model.operatorCodes.indices {
      let users = model.subgraphs[0].operators.count { Int($0.codeIndex) == code }
      #expect(users > 0)
      let comparison = try EditedModel.comparison { $0.operatorCodes?[code].version += 5 }
      #expect(comparison.found == ["operators": users])
      #expect(comparison.operators.allSatisfy { $0.difference.field == "version" })
    }
  }

  @Test func findsANameAndCallsTheModelsTheSame() throws {
    for index in try Self.picked({ _ in true }, seed: 7) {
      let comparison = try EditedModel.comparison { model in
        model.subgraphs?[0].tensors?[index].name = Array("another name".utf8)
      }
      #expect(comparison.found == ["names": 1])
      #expect(comparison.names.first?.b == "another name")
      #expect(comparison.isSame)
    }
  }

  @Test func findsOneByteOfMetadata() throws {
    let file = try EditedModel.fixture()
    for entry in Model(file: file).metadata {
      let comparison = try EditedModel.comparison { model in
        try model.edit(buffer: entry.buffer, of: file) { $0[0] ^= 1 }
      }
      #expect(comparison.found == ["file": 1])
      let change = try #require(comparison.file.first)
      #expect(change.subject == .metadata && change.name == entry.name?.text)
    }
  }

  @Test func showsTheTextInsideDataThatChanged() throws {
    let file = try EditedModel.fixture()
    let entry = try #require(
      Model(file: file).metadata.first { $0.name?.text == "CONVERSION_METADATA" })
    let comparison = try EditedModel.comparison { model in
      try model.edit(buffer: entry.buffer, of: file) { bytes in
        guard let start = bytes.indices.first(where: { bytes[$0...].starts(with: "2.21.0".utf8) })
        else { return }
        bytes.replaceSubrange(start..<start + 6, with: Array("2.15.1".utf8))
      }
    }
    let change = try #require(comparison.file.first)
    #expect(change.a == "96 bytes with '2.21.0'" && change.b == "96 bytes with '2.15.1'")
  }

  @Test func findsARecordedRange() throws {
    let index = try Self.picked(
      { $0.quantization?.scales.count == 1 && $0.data == nil }, seed: 9)[0]
    let comparison = try EditedModel.comparison { model in
      model.subgraphs?[0].tensors?[index].quantization?.max = [6]
    }
    #expect(comparison.found == ["quantization": 1])
    let change = try #require(comparison.quantization.first)
    #expect(change.isOnlyRecordedRange && change.others.map(\.field) == ["max"])
    let scaled = try EditedModel.comparison { model in
      model.subgraphs?[0].tensors?[index].quantization?.max = [6]
      model.subgraphs?[0].tensors?[index].quantization?.scale?[0] *= 2
    }
    #expect(scaled.quantization.first?.isOnlyRecordedRange == false)
  }

  @Test func findsTheDescriptionAndTheVersionOfTheSchema() throws {
    let described = try EditedModel.comparison { model in
      model.untyped.values[Int(Model.Field.description.rawValue)] = .text(Array("mine".utf8))
    }
    #expect(described.found == ["file": 1])
    #expect(described.file.first?.field == "description" && described.file.first?.b == "'mine'")
    let versioned = try EditedModel.comparison { $0.set(.version, 4) }
    #expect(versioned.found == ["file": 1])
    #expect(versioned.file.first?.b == "4")
  }

  @Test func findsOperatorCodesThatNothingUses() throws {
    func add(_ builtin: BuiltinOperator, version: Int32, to model: inout Editable<Model>) {
      var code = Editable<OperatorCode>()
      code.builtinCode = builtin
      code.version = version
      model.operatorCodes?.append(code)
    }
    let added = try EditedModel.comparison {
      add(.tanh, version: 2, to: &$0)
      add(.prelu, version: 1, to: &$0)
    }
    #expect(added.found == ["file": 1])
    let change = try #require(added.file.first)
    #expect(change.subject == .operatorCodes && change.field == "unused")
    #expect(change.a == nil && change.b == "PRELU version 1, TANH version 2")
    #expect(!added.isSame && !added.isStructureChanged)

    // The order of a list is no difference.
    var files: [Model] = []
    for isReversed in [false, true] {
      var model = try EditableModel(EditedModel.fixture())
      add(isReversed ? .prelu : .tanh, version: 1, to: &model.root)
      add(isReversed ? .tanh : .prelu, version: 1, to: &model.root)
      files.append(Model(file: try ModelFile(model)))
    }
    #expect(ModelComparison(files[0], files[1]).found.isEmpty)
  }

  @Test func findsAShapeAndAType() throws {
    let index = try Self.picked(
      { $0.quantization?.scales.count == 1 && $0.data == nil }, seed: 8)[0]
    let shaped = try EditedModel.comparison { model in
      model.subgraphs?[0].tensors?[index].shape = [2, 2, 2, 2]
    }
    #expect(shaped.found == ["tensors": 1])
    #expect(shaped.tensors.first?.difference.b == "[2, 2, 2, 2]")
    let typed = try EditedModel.comparison { $0.subgraphs?[0].tensors?[index].type = .uint8 }
    #expect(typed.found == ["tensors": 1])
    #expect(
      typed.tensors.first?.difference == FieldDifference(field: "type", a: "INT8", b: "UINT8"))
  }

  @Test func findsASignature() throws {
    let comparison = try EditedModel.comparison("two_signatures") { model in
      model.signatureDefs?.removeLast()
    }
    #expect(comparison.found == ["interface": 1])
    let change = try #require(comparison.interface.first)
    #expect(change.subject == .signature && change.b == nil && change.a != nil)
  }
}
