import CFlatBuffers
import TestSupport
import Testing

@testable import ModelFormat

/// Each field that can be set has a name and a type in Swift; here they are held to the schema.
@Suite struct EditableFieldsTests {
  struct View: CustomTestStringConvertible {
    let testDescription: String
    let fields: [(name: String, field: any TypedField)]

    init<View: EditableView>(_: View.Type) {
      testDescription = View.tableName
      fields = Mirror(reflecting: View.editableFields).children.compactMap { child in
        (child.value as? any TypedField).flatMap { field in child.label.map { ($0, field) } }
      }
    }
  }

  @Test(arguments: [
    View(Model.self), View(Subgraph.self), View(Tensor.self), View(QuantizationParameters.self),
    View(Operator.self), View(OperatorCode.self), View(Buffer.self), View(Metadata.self),
    View(Signature.self), View(NamedTensor.self), View(AddOptions.self), View(CastOptions.self),
    View(ReshapeOptions.self), View(DepthwiseConv2DOptions.self),
  ])
  func haveTheSchemasNamesAndTypes(_ view: View) throws {
    let table = try #require(Record.types(named: [view.testDescription]).first)
    try #require(!view.fields.isEmpty)
    for (name, field) in view.fields {
      try #require(field.id < Int(cfb_field_count(table)), "\(name)")
      let declared = cfb_field_at(table, UInt16(field.id))
      #expect(name == ViewFieldsTests.camelCase(String(cString: declared.name)))
      #expect(Self.types(of: declared).contains(field.type), "\(name)")
    }
  }

  /// Options whose fields nothing sets.
  @Test func theSchemaHasTheOtherTables() {
    for name in [MulOptions.tableName, QuantizeOptions.tableName, GatherOptions.tableName] {
      #expect(!Record.types(named: [name]).isEmpty, "\(name)")
    }
  }

  /// What can hold every value of a field, as `TypedField.type` names it.
  private static func types(of field: cfb_field) -> [String] {
    switch field.kind {
    case CFB_SCALAR: [scalars[field.scalar.rawValue] ?? "no scalar"]
    case CFB_STRING: ["text"]
    case CFB_SCALAR_VECTOR where field.scalar == CFB_UINT8: ["data"]
    case CFB_SCALAR_VECTOR: ["[\(scalars[field.scalar.rawValue] ?? "no scalar")]"]
    case CFB_TABLE: [String(cString: cfb_table_name(field.table)), "any table"]
    case CFB_TABLE_VECTOR: ["[\(String(cString: cfb_table_name(field.table)))]", "any tables"]
    case CFB_UNION: ["any table"]
    default: []
    }
  }

  private static let scalars: [UInt32: String] = [
    CFB_BOOL.rawValue: "Bool", CFB_INT8.rawValue: "Int8", CFB_INT32.rawValue: "Int32",
    CFB_UINT32.rawValue: "UInt32", CFB_INT64.rawValue: "Int64", CFB_FLOAT32.rawValue: "Float",
  ]

  /// A default that is set is left out, as flatc leaves it out; any other number is stored.
  @Test func defaultsAreLeftOut() throws {
    var options = Editable<AddOptions>()
    #expect(options.potScaleInt16 && options.fusedActivationFunction == .none)
    options.potScaleInt16 = false
    options.fusedActivationFunction = .relu6
    #expect(!options.potScaleInt16 && options.fusedActivationFunction == .relu6)
    #expect(options.untyped.values.count { $0 != nil } == 2)
    options.potScaleInt16 = true
    options.fusedActivationFunction = .none
    #expect(options.untyped.values.allSatisfy { $0 == nil })
  }

  /// A list without elements is stored; nil is left out.
  @Test func anEmptyListIsNotNone() throws {
    var model = try EditableModel(ModelFile(bytes: Flatc.model(SmallModel.everything)))
    model.root.subgraphs?[0].tensors?[0].shape = []
    model.root.subgraphs?[0].tensors?[0].shapeSignature = nil
    model.root.subgraphs?[0].tensors?[0].quantization?.zeroPoint = [-7, 1 << 40]
    let written = Model(file: try ModelFile(bytes: Written.bytes(of: model)))
    let tensor = written.subgraphs[0].tensors[0]
    #expect(tensor.storedShape?.count == 0 && tensor.shapeSignature == nil)
    #expect(tensor.quantization?.zeroPoints == [-7, 1 << 40])
  }

  /// Options bring the number of their union's member with them.
  @Test func optionsAreOfTheirKind() throws {
    var model = try EditableModel(ModelFile(bytes: Flatc.model(SmallModel.everything)))
    var options = Editable<ReshapeOptions>()
    options.newShape = [2, -1]
    model.root.subgraphs?[0].operators?[0].builtinOptions = options.untyped
    let written = Model(file: try ModelFile(bytes: Written.bytes(of: model)))
    let record = try #require(written.subgraphs[0].operators[0].options)
    #expect(record.typeName == "ReshapeOptions")
    let field = try #require(record.field(named: "new_shape"))
    guard case .numbers(.int32(let shape))? = record.value(field) else {
      Issue.record("no shape")
      return
    }
    #expect(Array(shape) == [2, -1])
  }
}

/// A field with the schema's word for the type of its values.
protocol TypedField: Sendable {
  var id: Int { get }
  var type: String { get }
}

extension EditableField: TypedField {
  var type: String {
    switch Value.self {
    case is Bool.Type: "Bool"
    case is Int8.Type, is ElementType.Type, is ActivationFunction.Type: "Int8"
    case is Int32.Type, is BuiltinOperator.Type: "Int32"
    case is UInt32.Type, is BufferIndex.Type: "UInt32"
    case is [Int32]?.Type, is [TensorIndex]?.Type: "[Int32]"
    case is [Int64]?.Type: "[Int64]"
    case is [Float]?.Type: "[Float]"
    case is [UInt8]?.Type: "text"
    case is EditableData?.Type: "data"
    case is EditableTable?.Type: "any table"
    case is [EditableTable]?.Type: "any tables"
    case is Editable<QuantizationParameters>?.Type: "QuantizationParameters"
    case is [Editable<OperatorCode>]?.Type: "[OperatorCode]"
    case is [Editable<Subgraph>]?.Type: "[SubGraph]"
    case is [Editable<Buffer>]?.Type: "[Buffer]"
    case is [Editable<Metadata>]?.Type: "[Metadata]"
    case is [Editable<Signature>]?.Type: "[SignatureDef]"
    case is [Editable<NamedTensor>]?.Type: "[TensorMap]"
    case is [Editable<Tensor>]?.Type: "[Tensor]"
    case is [Editable<Operator>]?.Type: "[Operator]"
    default: "?"
    }
  }
}
