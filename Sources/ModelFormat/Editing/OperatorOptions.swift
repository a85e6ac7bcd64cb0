/// A table of options that an operator can have.
public protocol OperatorOptions: EditableView {}

/// Options of ADD.
public enum AddOptions: OperatorOptions {
  enum Field: UInt16 {
    case fusedActivationFunction, potScaleInt16
  }
  /// `AddOptions`.
  public static let tableName = "AddOptions"
  /// The fields that can be set.
  public static let editableFields = EditableFields()

  /// The fields that can be set.
  public struct EditableFields: Sendable {
    /// The function that the operator applies to its result before it stores it.
    public let fusedActivationFunction = EditableField<ActivationFunction>
      .code(Field.fusedActivationFunction)
    /// True if int16 scales must be powers of two.
    public let potScaleInt16 = EditableField<Bool>.flag(Field.potScaleInt16)
  }
}

/// Options of SUB.
public enum SubOptions: OperatorOptions {
  enum Field: UInt16 {
    case fusedActivationFunction, potScaleInt16
  }
  /// `SubOptions`.
  public static let tableName = "SubOptions"
  /// The fields that can be set.
  public static let editableFields = EditableFields()

  /// The fields that can be set.
  public struct EditableFields: Sendable {
    /// The function that the operator applies to its result before it stores it.
    public let fusedActivationFunction = EditableField<ActivationFunction>
      .code(Field.fusedActivationFunction)
    /// True if int16 scales must be powers of two.
    public let potScaleInt16 = EditableField<Bool>.flag(Field.potScaleInt16)
  }
}

/// Options of MUL; none of them is set.
public enum MulOptions: OperatorOptions {
  /// `MulOptions`.
  public static let tableName = "MulOptions"
  /// No fields.
  public static let editableFields = EditableFields()

  /// No fields.
  public struct EditableFields: Sendable {}
}

/// Options of QUANTIZE, which have no fields.
public enum QuantizeOptions: OperatorOptions {
  /// `QuantizeOptions`.
  public static let tableName = "QuantizeOptions"
  /// No fields.
  public static let editableFields = EditableFields()

  /// No fields.
  public struct EditableFields: Sendable {}
}

/// Options of GATHER; none of them is set.
public enum GatherOptions: OperatorOptions {
  /// `GatherOptions`.
  public static let tableName = "GatherOptions"
  /// No fields.
  public static let editableFields = EditableFields()

  /// No fields.
  public struct EditableFields: Sendable {}
}

/// Options of CAST.
public enum CastOptions: OperatorOptions {
  enum Field: UInt16 {
    case inDataType, outDataType
  }
  /// `CastOptions`.
  public static let tableName = "CastOptions"
  /// The fields that can be set.
  public static let editableFields = EditableFields()

  /// The fields that can be set.
  public struct EditableFields: Sendable {
    /// The type of the input.
    public let inDataType = EditableField<ElementType>.code(Field.inDataType)
    /// The type of the output.
    public let outDataType = EditableField<ElementType>.code(Field.outDataType)
  }
}

/// Options of RESHAPE.
public enum ReshapeOptions: OperatorOptions {
  enum Field: UInt16 {
    case newShape
  }
  /// `ReshapeOptions`.
  public static let tableName = "ReshapeOptions"
  /// The fields that can be set.
  public static let editableFields = EditableFields()

  /// The fields that can be set.
  public struct EditableFields: Sendable {
    /// The shape of the output.
    public let newShape = EditableField<[Int32]?>.numbers(Field.newShape)
  }
}

/// Options of DEPTHWISE_CONV_2D.
public enum DepthwiseConv2DOptions: OperatorOptions {
  enum Field: UInt16 {
    case padding, strideW, strideH, depthMultiplier
  }
  /// `DepthwiseConv2DOptions`.
  public static let tableName = "DepthwiseConv2DOptions"
  /// The fields that can be set.
  public static let editableFields = EditableFields()

  /// The fields that can be set.
  public struct EditableFields: Sendable {
    /// 0 for SAME, 1 for VALID.
    public let padding = EditableField<Int8>.number(Field.padding)
    /// How far the window moves along the width, in elements.
    public let strideW = EditableField<Int32>.number(Field.strideW)
    /// How far the window moves along the height, in elements.
    public let strideH = EditableField<Int32>.number(Field.strideH)
    /// The number of output channels for each input channel.
    public let depthMultiplier = EditableField<Int32>.number(Field.depthMultiplier)
  }
}
