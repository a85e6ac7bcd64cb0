internal import ModelFacts
internal import ModelFormat

// The parts that several documents share: quantization, options, lists of tensors.
extension JSONWriter {
  /// Writes a `quantization` object, or null.
  func quantization(_ quantization: TensorQuantization?) throws {
    guard let quantization else { return null() }
    try object {
      try member("granularity", quantization.granularity.rawValue)
      try member("scale", quantization.scales)
      try member("zero_point", quantization.zeroPoints)
      try member("axis", quantization.axis)
      if let blocks = quantization.blocks {
        try member("block_size", Int(blocks.blockSize))
        if let shape = blocks.blockShape { try member("block_shape", shape.map(Int.init)) }
        try member("scales_tensor", Int(blocks.scales.rawValue))
        try member("zero_points_tensor", Int(blocks.zeroPoints.rawValue))
      }
      try member("min", quantization.min)
      try member("max", quantization.max)
      if let problem = quantization.problem { try member("problem", problem) }
    }
  }

  /// Writes a tensor's quantization; for one that has only an observed range, `none` with that range.
  func quantization(of tensor: Tensor) throws {
    let quantization = TensorQuantization(tensor)
    guard quantization == nil, let seen = tensor.quantization,
      !seen.min.isEmpty || !seen.max.isEmpty
    else { return try self.quantization(quantization) }
    try object {
      try member("granularity", "none")
      for name in ["scale", "zero_point"] {
        try key(name)
        try array {}
      }
      try member("axis", nil as Int?)
      try member("min", seen.min)
      try member("max", seen.max)
    }
  }

  /// Writes every field of an options table by its schema name, or null; `quantized_bias_type` only if it is
  /// set, because its default means nothing.
  func options(_ options: Record?) throws {
    guard let options else { return null() }
    try object {
      for field in options.fields
      where field.name != "quantized_bias_type" || options.isStoredAndNotDefault(field) {
        try key(field.name)
        guard let content = options.value(field) else {
          null()
          continue
        }
        try value(content, of: field)
      }
    }
  }

  /// Writes the value of a field; a table in it with all its fields.
  private func value(_ content: RecordValue, of field: RecordField) throws {
    switch content {
    case .record(let record): try options(record)
    case .records(let records): try array(of: records) { try options($0) }
    default: try plain(content, of: field)
    }
  }

  /// Writes a scalar, a string or a vector of scalars; enum values by name.
  func plain(_ content: RecordValue, of field: RecordField) throws {
    switch content {
    case .bool(let flag): value(flag)
    case .integer(let number):
      if let enumeration = field.enumeration {
        value(enumeration.name(of: number))
      } else {
        value(number)
      }
    case .unsigned(let number): value(number)
    case .float32(let number): value(number)
    case .float64(let number): value(number)
    case .text(let text): value(text.text)
    case .texts(let texts): try array(of: texts) { value($0.text) }
    case .numbers(let numbers): try vector(numbers, of: field)
    case .record, .records: null()
    }
  }

  private func vector(_ numbers: RecordValue.Numbers, of field: RecordField) throws {
    switch numbers {
    case .bools(let flags): try array(of: flags) { value($0 != 0) }
    case .bytes(let bytes): try array(of: bytes.scalars(of: UInt8.self)) { value($0) }
    case .int8(let numbers): try array(of: numbers) { value($0) }
    case .int16(let numbers): try array(of: numbers) { value($0) }
    case .uint16(let numbers): try array(of: numbers) { value($0) }
    case .int32(let numbers): try array(of: numbers) { value($0) }
    case .uint32(let numbers):
      try array(of: numbers) { number in
        if let names = field.enumeration {
          value(names.name(of: Int64(number)))
        } else {
          value(number)
        }
      }
    case .int64(let numbers): try array(of: numbers) { value($0) }
    case .uint64(let numbers): try array(of: numbers) { value($0) }
    case .float32(let numbers): try array(of: numbers) { value($0) }
    case .float64(let numbers): try array(of: numbers) { value($0) }
    }
  }

  /// Writes a member with tensor indices; -1 for an optional input that is left out.
  func member(_ name: String, _ indices: TensorIndices) throws {
    try key(name)
    try array(of: indices) { value($0.rawValue) }
  }
}
