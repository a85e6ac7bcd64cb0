/// How the codes of a tensor represent real numbers: real = scale x (code - zero point).
///
/// Schema: table `QuantizationParameters`.
public struct QuantizationParameters: Sendable {
  let table: Table

  /// The field numbers of the schema's table, in the schema's order; a union takes two, its type
  /// first.
  enum Field: UInt16, CaseIterable {
    case min, max, scale, zeroPoint, detailsType, details, quantizedDimension
  }

  /// The smallest observed real value of each channel; for information only.
  public var min: [Float] { table.scalars(Field.min)?.array ?? [] }

  /// The largest observed real value of each channel; for information only.
  public var max: [Float] { table.scalars(Field.max)?.array ?? [] }

  /// The step of each channel, or the one of the whole tensor.
  public var scales: [Float] { storedScales.array }

  /// The code that represents 0, for each channel or the whole tensor.
  public var zeroPoints: [Int64] { storedZeroPoints.array }

  /// The scales in place.
  public var storedScales: Scalars<Float> {
    table.scalars(Field.scale) ?? .none(in: table.file)
  }

  /// The zero points in place.
  public var storedZeroPoints: Scalars<Int64> {
    table.scalars(Field.zeroPoint) ?? .none(in: table.file)
  }

  /// The dimension that the channels run along.
  public var axis: Int32 { table.int32(Field.quantizedDimension, default: 0) }

  /// Kinds of parameters other than plain scales.
  public enum Details: Sendable, Equatable {
    case custom
    /// A scale for each block along a dimension; scales and zero points are tensors.
    case blockwise
    /// A scale for each cell of several dimensions; scales and zero points are tensors.
    case multiAxis
    /// A member newer than the schema.
    case unknown(UInt8)
  }

  /// Nil if the parameters are plain scales.
  public var details: Details? {
    guard table.has(Field.details) else { return nil }
    switch table.uint8(Field.detailsType, default: 0) {
    case 0: return nil
    case 1: return .custom
    case 2: return .blockwise
    case 3: return .multiAxis
    case let code: return .unknown(code)
    }
  }

  /// What blockwise parameters say; nil if the parameters are not blockwise.
  public var blocks: BlockwiseParameters? {
    guard details == .blockwise else { return nil }
    return table.child(Field.details).map(BlockwiseParameters.init)
  }

  /// The tensors that hold the scales and zero points of blockwise and multi-axis parameters.
  var detailTensors: [(name: String, index: Int32)] {
    guard details == .blockwise || details == .multiAxis, let child = table.child(Field.details)
    else { return [] }
    // `scales` and `zero_points` are the first two fields of both tables.
    return [("scales", 0), ("zero_points", 1)].map {
      ($0.0, child.int32(FieldID(rawValue: $0.1), default: 0))
    }
  }
}

/// A scale for each block of neighbouring elements.
///
/// Schema: table `BlockwiseQuantization`.
public struct BlockwiseParameters: TableView {
  let table: Table
  init(table: Table) { self.table = table }

  /// The field numbers of the schema's table, in the schema's order.
  enum Field: UInt16, CaseIterable {
    case scales, zeroPoints, blockSize, blockShape
  }

  /// The tensor of the same subgraph that holds the scales.
  public var scales: TensorIndex {
    TensorIndex(rawValue: table.int32(Field.scales, default: 0))
  }

  /// The tensor of the same subgraph that holds the zero points; absent if they are all 0.
  public var zeroPoints: TensorIndex {
    TensorIndex(rawValue: table.int32(Field.zeroPoints, default: 0))
  }

  /// How many elements share a scale, as the file has it.
  public var blockSize: Int32 { table.int32(Field.blockSize, default: 0) }

  /// The size of a block along each dimension; nil if the file has none.
  public var blockShape: [Int32]? { table.scalars(Field.blockShape)?.array }
}
