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
