// The fields that can be set in tables that have a view. Their numbers are those of the view.

extension Model: EditableView {
  /// `Model`.
  public static let tableName = "Model"
  /// The fields that can be set.
  public static let editableFields = EditableFields()

  /// The fields of a model that can be set.
  public struct EditableFields: Sendable {
    /// What operators compute.
    public let operatorCodes = EditableField<[Editable<OperatorCode>]?>.tables(Field.operatorCodes)
    /// The graphs.
    public let subgraphs = EditableField<[Editable<Subgraph>]?>.tables(Field.subgraphs)
    /// The data of constants.
    public let buffers = EditableField<[Editable<Buffer>]?>.tables(Field.buffers)
    /// Buffers that are metadata, as files before `metadata` listed them.
    public let metadataBuffer = EditableField<[Int32]?>.numbers(Field.metadataBuffer)
    /// Buffers with a name.
    public let metadata = EditableField<[Editable<Metadata>]?>.tables(Field.metadata)
    /// The named entry points.
    public let signatureDefs = EditableField<[Editable<Signature>]?>.tables(Field.signatureDefs)
  }
}

extension Subgraph: EditableView {
  /// `SubGraph`.
  public static let tableName = "SubGraph"
  /// The fields that can be set.
  public static let editableFields = EditableFields()

  /// The fields of a subgraph that can be set.
  public struct EditableFields: Sendable {
    /// Every value that the operators read or write.
    public let tensors = EditableField<[Editable<Tensor>]?>.tables(Field.tensors)
    /// The input tensors of a run.
    public let inputs = EditableField<[TensorIndex]?>.indices(Field.inputs)
    /// The output tensors of a run.
    public let outputs = EditableField<[TensorIndex]?>.indices(Field.outputs)
    /// The operators, in the order in which they run.
    public let operators = EditableField<[Editable<Operator>]?>.tables(Field.operators)
  }
}

extension Tensor: EditableView {
  /// `Tensor`.
  public static let tableName = "Tensor"
  /// The fields that can be set.
  public static let editableFields = EditableFields()

  /// The fields of a tensor that can be set.
  public struct EditableFields: Sendable {
    /// The number of elements along each dimension.
    public let shape = EditableField<[Int32]?>.numbers(Field.shape)
    /// The element type.
    public let type = EditableField<ElementType>.code(Field.type)
    /// The buffer with the constant data; 0 if there is none.
    public let buffer = EditableField<BufferIndex>.code(Field.buffer)
    /// The name.
    public let name = EditableField<[UInt8]?>.text(Field.name)
    /// How codes represent real numbers.
    public let quantization = EditableField<Editable<QuantizationParameters>?>
      .table(Field.quantization)
    /// True for a tensor that keeps its value from one run to the next.
    public let isVariable = EditableField<Bool>.flag(Field.isVariable)
    /// How the data is stored, if it is stored sparsely.
    public let sparsity = EditableField<EditableTable?>.untypedTable(Field.sparsity)
    /// The shape as the exporter knew it, with -1 for each dimension that may change.
    public let shapeSignature = EditableField<[Int32]?>.numbers(Field.shapeSignature)
    /// True if an empty shape is that of a scalar.
    public let hasRank = EditableField<Bool>.flag(Field.hasRank)
    /// What a VARIANT holds.
    public let variantTensors = EditableField<[EditableTable]?>.untypedTables(Field.variantTensors)
    /// The id of the data in another file; 0 if there is none.
    public let externalBuffer = EditableField<UInt32>.number(Field.externalBuffer)
  }
}

extension QuantizationParameters: EditableView {
  /// `QuantizationParameters`.
  public static let tableName = "QuantizationParameters"
  /// The fields that can be set.
  public static let editableFields = EditableFields()

  /// The fields of quantization parameters that can be set.
  public struct EditableFields: Sendable {
    /// The smallest observed real value of each channel.
    public let min = EditableField<[Float]?>.numbers(Field.min)
    /// The largest observed real value of each channel.
    public let max = EditableField<[Float]?>.numbers(Field.max)
    /// The step of each channel, or the one of the whole tensor.
    public let scale = EditableField<[Float]?>.numbers(Field.scale)
    /// The code that represents 0, for each channel or the whole tensor.
    public let zeroPoint = EditableField<[Int64]?>.numbers(Field.zeroPoint)
    /// Other kinds of parameters; nil for plain scales.
    public let details = EditableField<EditableTable?>.member(Field.details)
    /// The dimension that the channels run along.
    public let quantizedDimension = EditableField<Int32>.number(Field.quantizedDimension)
  }
}

extension Operator: EditableView {
  /// `Operator`.
  public static let tableName = "Operator"
  /// The fields that can be set.
  public static let editableFields = EditableFields()

  /// The fields of an operator that can be set.
  public struct EditableFields: Sendable {
    /// The index of the operator's code.
    public let opcodeIndex = EditableField<UInt32>.number(Field.opcodeIndex)
    /// The tensors that the operator reads.
    public let inputs = EditableField<[TensorIndex]?>.indices(Field.inputs)
    /// The tensors that the operator writes.
    public let outputs = EditableField<[TensorIndex]?>.indices(Field.outputs)
    /// The options, an `Editable` of an `OperatorOptions`.
    public let builtinOptions = EditableField<EditableTable?>.member(Field.builtinOptions)
    /// Tensors that hold the quantization of values inside the operator.
    public let intermediates = EditableField<[TensorIndex]?>.indices(Field.intermediates)
    /// An entry of the metadata for debuggers; -1 for none.
    public let debugMetadataIndex = EditableField<Int32>.number(Field.debugMetadataIndex)
  }
}

extension OperatorCode: EditableView {
  /// `OperatorCode`.
  public static let tableName = "OperatorCode"
  /// The fields that can be set.
  public static let editableFields = EditableFields()

  /// The fields of an operator code that can be set.
  public struct EditableFields: Sendable {
    /// The code as a byte; 127 stands for "see the other".
    public let deprecatedBuiltinCode = EditableField<Int8>.number(Field.deprecatedBuiltinCode)
    /// The version of the operator's semantics, from 1.
    public let version = EditableField<Int32>.number(Field.version)
    /// The code as newer files store it.
    public let builtinCode = EditableField<BuiltinOperator>.code(Field.builtinCode)
  }
}

extension Buffer: EditableView {
  /// `Buffer`.
  public static let tableName = "Buffer"
  /// The fields that can be set.
  public static let editableFields = EditableFields()

  /// The fields of a buffer that can be set.
  public struct EditableFields: Sendable {
    /// The data inside the tables.
    public let data = EditableField<EditableData?>.data(Field.data)
  }
}

extension Metadata: EditableView {
  /// `Metadata`.
  public static let tableName = "Metadata"
  /// The fields that can be set.
  public static let editableFields = EditableFields()

  /// The fields of an entry of the metadata that can be set.
  public struct EditableFields: Sendable {
    /// What the buffer holds.
    public let name = EditableField<[UInt8]?>.text(Field.name)
    /// The buffer with the data.
    public let buffer = EditableField<BufferIndex>.code(Field.buffer)
  }
}

extension Signature: EditableView {
  /// `SignatureDef`.
  public static let tableName = "SignatureDef"
  /// The fields that can be set.
  public static let editableFields = EditableFields()

  /// The fields of a signature that can be set.
  public struct EditableFields: Sendable {
    /// Its inputs.
    public let inputs = EditableField<[Editable<NamedTensor>]?>.tables(Field.inputs)
    /// Its outputs.
    public let outputs = EditableField<[Editable<NamedTensor>]?>.tables(Field.outputs)
    /// The subgraph that it runs.
    public let subgraphIndex = EditableField<UInt32>.number(Field.subgraphIndex)
  }
}

extension NamedTensor: EditableView {
  /// `TensorMap`.
  public static let tableName = "TensorMap"
  /// The fields that can be set.
  public static let editableFields = EditableFields()

  /// The fields of a named tensor that can be set.
  public struct EditableFields: Sendable {
    /// The index of the tensor in the signature's subgraph.
    public let tensorIndex = EditableField<UInt32>.number(Field.tensorIndex)
  }
}

extension Editable where View == QuantizationParameters {
  /// The tensors that hold the scales and zero points of blockwise and multi-axis parameters; empty for other
  /// parameters.
  public var detailTensors: [TensorIndex] {
    get {
      guard let details = self.details, Self.tablesWithTensors.contains(details.typeName) else {
        return []
      }
      return Self.tensorFields.map { TensorIndex(rawValue: details.number($0)) }
    }
    set {
      guard var details = self.details, Self.tablesWithTensors.contains(details.typeName) else {
        return
      }
      for (id, tensor) in zip(Self.tensorFields, newValue) {
        details.setNumber(id, tensor.rawValue)
      }
      self.details = details
    }
  }

  private static var tablesWithTensors: Set<String> {
    ["BlockwiseQuantization", "MultiAxisQuantization"]
  }

  /// The first two fields of both tables.
  private static var tensorFields: [Int] {
    [BlockwiseParameters.Field.scales, .zeroPoints].map { Int($0.rawValue) }
  }
}
