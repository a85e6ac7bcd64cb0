/// One tensor of a subgraph, read in place.
///
/// Schema: table `Tensor`.
public struct Tensor: Sendable {
  let table: Table
  /// The position in `Subgraph.tensors`.
  public let index: TensorIndex

  /// The field numbers of the schema's table, in the schema's order.
  enum Field: UInt16, CaseIterable {
    case shape, type, buffer, name, quantization, isVariable, sparsity, shapeSignature, hasRank
    case variantTensors, externalBuffer
  }

  /// Where the table stands in the file, in bytes.
  ///
  /// Two tensors with one offset are the same.
  public var offset: UInt64 { table.offset }

  /// The number of elements along each dimension; empty for a scalar, or if the rank is unknown.
  ///
  /// -1 marks an unknown dimension.
  public var shape: [Int32] { storedShape?.array ?? [] }

  /// The shape in place; nil if the file has none, which means no dimensions.
  public var storedShape: Scalars<Int32>? { table.scalars(Field.shape) }

  /// The number of dimensions.
  public var rank: Int { storedShape?.count ?? 0 }

  /// The shape as the exporter knew it, with -1 for each dimension that may change; nil if the
  /// file has none.
  public var shapeSignature: [Int32]? { table.scalars(Field.shapeSignature)?.array }

  /// The element type; a code that is not in the schema is kept.
  public var type: ElementType { ElementType(rawValue: table.int8(Field.type, default: 0)) }

  /// The buffer with the constant data; 0 if there is none.
  public var buffer: BufferIndex { BufferIndex(rawValue: table.uint32(Field.buffer, default: 0)) }

  /// The tensor's name; nil if it has none.
  public var name: RawText? { table.text(Field.name) }

  /// How codes represent real numbers; nil if the file has no such table.
  public var quantization: QuantizationParameters? {
    table.child(Field.quantization).map(QuantizationParameters.init)
  }

  /// True for a tensor that keeps its value from one run to the next.
  public var isVariable: Bool { table.bool(Field.isVariable, default: false) }

  /// True if the data is stored sparsely.
  public var isSparse: Bool { table.has(Field.sparsity) }

  /// The id of the data in another file; 0 if there is none.
  public var externalBuffer: UInt32 { table.uint32(Field.externalBuffer, default: 0) }

  /// The constant data; nil if the tensor has none.
  public var data: ByteRange? {
    guard let contents = Model(file: table.file).buffer(buffer)?.contents, contents.count > 0 else {
      return nil
    }
    return contents
  }

  /// True for a tensor whose values the file holds or refers to.
  public var isConstant: Bool { data != nil || externalBuffer != 0 }

  /// The number of elements; nil if a dimension is unknown or the product is beyond 2^63 - 1.
  public var elementCount: Int? {
    var count = 1
    guard let shape = storedShape else { return 1 }
    for dimension in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: Int(dimension))
      guard dimension >= 0, !overflow else { return nil }
      count = product
    }
    return count
  }

  /// The size of the values in bytes, dense, and packed if elements are smaller than a byte.
  ///
  /// Nil if the shape or the element size is unknown, or if the product is beyond 2^63 - 1; for constants of
  /// elements without a fixed size (STRING), the size of the stored data.
  public var byteCount: Int? {
    guard let bits = type.bitCount else { return data?.count }
    guard let elementCount else { return nil }
    let (product, overflow) = elementCount.multipliedReportingOverflow(by: bits)
    return overflow ? nil : product / 8 + (product % 8 == 0 ? 0 : 1)
  }
}
