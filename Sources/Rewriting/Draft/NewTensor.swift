internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// A tensor that a pass adds.
struct NewTensor: Hashable {
  /// Made unique in its subgraph when it is added.
  var name: String
  var type: ElementType
  var shape: [Int32]
  /// One scale, or one for each position along `axis`; none for plain numbers.
  var scales: [Float] = []
  var zeroPoints: [Int64] = []
  var axis: Int32 = 0
  /// A constant's elements, little-endian; nil for a tensor that an operator writes.
  var data: [UInt8]?

  init(_ name: String, _ type: ElementType, shape: [Int32], data: [UInt8]? = nil) {
    (self.name, self.type, self.shape, self.data) = (name, type, shape, data)
  }

  /// A tensor of codes, with the type that has the grid's codes.
  init(_ name: String, on grid: Grid, shape: [Int32], data: [UInt8]? = nil) {
    self.init(name, ElementType(of: grid.codes), shape: shape, data: data)
    scales = [grid.scale]
    zeroPoints = [Int64(grid.zeroPoint)]
  }

  /// Equal for constants that can be shared: everything except the name.
  var identity: NewTensor {
    var copy = self
    copy.name = ""
    return copy
  }

  /// The schema's table, its data in `buffer`.
  func table(buffer: BufferIndex) -> Editable<Tensor> {
    var tensor = Editable<Tensor>()
    tensor.shape = shape
    tensor.type = type
    tensor.buffer = buffer
    tensor.name = Array(name.utf8)
    tensor.quantization = quantization
    tensor.hasRank = true
    return tensor
  }

  /// The schema's table of scales and zero points; nil for plain numbers.
  var quantization: Editable<QuantizationParameters>? {
    guard !scales.isEmpty else { return nil }
    var table = Editable<QuantizationParameters>()
    table.scale = scales
    table.zeroPoint = zeroPoints
    table.quantizedDimension = axis
    return table
  }
}

extension ElementType {
  /// The type that has these codes.
  init(of codes: CodeRange) {
    switch codes {
    case .int8: self = .int8
    case .uint8: self = .uint8
    case .int16: self = .int16
    default: self = .int32
    }
  }
}

extension Array where Element == UInt8 {
  /// Numbers as a buffer holds them, little-endian.
  init<Number: FixedWidthInteger>(littleEndian numbers: some Sequence<Number>) {
    self = numbers.flatMap { number in
      Swift.withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }
  }

  /// Float32 numbers as a buffer holds them, little-endian.
  init(littleEndian numbers: some Sequence<Float>) {
    self.init(littleEndian: numbers.lazy.map(\.bitPattern))
  }

  /// Codes as a tensor of a type with these codes holds them.
  init(_ values: some Sequence<Int32>, as codes: CodeRange) {
    switch codes {
    case .int8: self.init(littleEndian: values.lazy.map { Int8(truncatingIfNeeded: $0) })
    case .uint8: self.init(littleEndian: values.lazy.map { UInt8(truncatingIfNeeded: $0) })
    case .int16: self.init(littleEndian: values.lazy.map { Int16(truncatingIfNeeded: $0) })
    default: self.init(littleEndian: values)
    }
  }
}
