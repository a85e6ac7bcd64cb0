internal import ModelFormat
internal import QuantMath

/// Writes a split into a draft: its tensors and its operators.
struct SplitWriter {
  let site: SplitSite
  var operators: [NewOperator] = []

  init(_ site: SplitSite) { self.site = site }

  /// Puts the operators of a split in the place of the HARD_SWISH; gives what they are.
  static func write(
    _ split: HardSwishSplit, at site: SplitSite, in draft: inout Draft
  ) -> [BuiltinOperator] {
    var writer = SplitWriter(site)
    switch split {
    case .relu6(let split): writer.write(split, in: &draft)
    case .relu6Folded(let split): writer.write(split, in: &draft)
    case .depthwise(let split): writer.write(split, in: &draft)
    case .int16(let split): writer.write(split, in: &draft)
    case .lookup(let split): writer.write(split, in: &draft)
    case .lookupMicro(let split): writer.write(split, in: &draft)
    case .float(let split): writer.write(split, in: &draft)
    }
    draft.replace(site.op, with: writer.operators, in: site.subgraph)
    return writer.operators.map(\.builtin)
  }

  /// The same for a float HARD_SWISH: ADD 3 with RELU6, MUL by 1/6, MUL by the input.
  static func writeFloat(at site: SplitSite, in draft: inout Draft) -> [BuiltinOperator] {
    var writer = SplitWriter(site)
    func plain(_ suffix: String) -> NewTensor {
      NewTensor("\(site.name)/\(suffix)", .float32, shape: [])
    }
    func scalar(_ name: String, _ value: Float, _ draft: inout Draft) -> TensorIndex {
      let tensor = NewTensor(
        "hard_swish/\(name)", .float32, shape: [], data: Array(littleEndian: [value]))
      return draft.constant(tensor, in: site.subgraph)
    }
    let clipped = draft.add(plain(Name.clipped), like: site.input, in: site.subgraph)
    let gate = draft.add(plain(Name.gate), like: site.input, in: site.subgraph)
    let three = scalar(Name.three, 3, &draft)
    let sixth = scalar(Name.sixth, 1 / 6, &draft)
    writer.operators = [
      NewOperator(.add, [site.input, three], [clipped], options: .add(.relu6, .float32)),
      NewOperator(.mul, [clipped, sixth], [gate], options: .multiply),
      NewOperator(.mul, [site.input, gate], [site.output], options: .multiply),
    ]
    draft.replace(site.op, with: writer.operators, in: site.subgraph)
    return writer.operators.map(\.builtin)
  }

  /// What new tensors are called, behind the site's name or, for constants, `hard_swish`.
  enum Name {
    static let three = "three"
    static let sixth = "one_sixth"
    static let clipped = "relu6_x_plus_3"
    static let gate = "relu6_x_plus_3_over_6"
  }
}

// One way after the other; `split.output` is the grid of the tensor that the HARD_SWISH wrote.
extension SplitWriter {
  private mutating func write(_ split: Relu6Split, in draft: inout Draft) {
    let clipped = add(Name.clipped, on: split.clipped, in: &draft)
    let gate = add(Name.gate, on: split.gate, in: &draft)
    addThree(split.three, clipped, in: &draft)
    let sixth = constant(Name.sixth, split.sixth, in: &draft)
    multiply(clipped, split.clipped, sixth, split.sixth.grid, gate, split.gate)
    multiply(site.input, split.input, gate, split.gate, site.output, split.output)
  }

  private mutating func write(_ split: Relu6FoldedSplit, in draft: inout Draft) {
    let clipped = add(Name.clipped, on: split.clipped, in: &draft)
    addThree(split.three, clipped, in: &draft)
    multiply(site.input, split.input, clipped, split.clipped, site.output, split.output)
  }

  private mutating func write(_ split: Int16Split, in draft: inout Draft) {
    let wide = add("int16", on: split.wide, in: &draft)
    let clipped = add(Name.clipped, on: split.clipped, in: &draft)
    let product = add("six_hard_swish", on: split.product, in: &draft)
    let result = add("hard_swish_int16", on: split.result, in: &draft)
    quantize(site.input, wide, to: .int16)
    addThree(split.three, clipped, reading: wide, in: &draft)
    multiply(wide, split.wide, clipped, split.clipped, product, split.product)
    let sixth = constant(Name.sixth, split.sixth, in: &draft)
    multiply(product, split.product, sixth, split.sixth.grid, result, split.result)
    guard let grid = split.signed else { return quantize(result, site.output, to: site.type) }
    let signed = add("hard_swish_int8", on: grid, in: &draft)
    quantize(result, signed, to: .int8)
    quantize(signed, site.output, to: site.type)
  }

  private mutating func write(_ split: LookupSplit, in draft: inout Draft) {
    let index = add("table_index", on: split.index, in: &draft)
    quantize(site.input, index, to: .int16)
    gather(split.entries, on: split.output, by: index, .int16, in: &draft)
  }

  private mutating func write(_ split: LookupMicroSplit, in draft: inout Draft) {
    var index = add("code", on: Grid(scale: 0, zeroPoint: 0, codes: .int32), in: &draft)
    operators.append(
      NewOperator(
        .cast, version: OperatorVersion.cast(from: site.type), [site.input], [index],
        options: .cast(from: site.type, to: .int32)))
    if let offset = split.offset {
      let sum = add("table_index", on: Grid(scale: 0, zeroPoint: 0, codes: .int32), in: &draft)
      let name = "hard_swish/index_of_code_0"
      let addend = draft.constant(
        NewTensor(name, .int32, shape: [], data: Array(littleEndian: [offset])), in: site.subgraph)
      operators.append(
        NewOperator(
          .add, version: OperatorVersion.add(.int32), [index, addend], [sum], options: .add(.none, .int32)))
      index = sum
    }
    gather(split.entries, on: split.output, by: index, .int32, in: &draft)
  }

  private mutating func write(_ split: FloatSplit, in draft: inout Draft) {
    func plain(_ suffix: String, _ draft: inout Draft) -> TensorIndex {
      let tensor = NewTensor("\(site.name)/\(suffix)", .float32, shape: [])
      return draft.add(tensor, like: site.input, in: site.subgraph)
    }
    let x = plain("float_x", &draft)
    let y = plain("float_hard_swish", &draft)
    operators.append(
      NewOperator(
        .dequantize, version: OperatorVersion.dequantize(from: site.type), [site.input], [x]))
    operators.append(NewOperator(.hardSwish, [x], [y]))
    quantize(y, site.output, to: site.type)
  }
}

extension SplitWriter {
  private mutating func write(_ split: DepthwiseSplit, in draft: inout Draft) {
    let channels = site.shape.last.map { max($0, 0) } ?? 1
    let weight = NewTensor(
      "hard_swish/one_sixth_weight", on: split.weight.grid, shape: [1, 1, 1, channels],
      data: [UInt8](
        repeatElement(split.weight.code, count: Int(channels)), as: split.weight.grid.codes))
    var bias = NewTensor(
      "hard_swish/one_half_bias", .int32, shape: [channels],
      data: Array(littleEndian: repeatElement(split.bias, count: Int(channels))))
    (bias.scales, bias.zeroPoints) = ([split.biasScale], [0])
    let gate = add("x_over_6_plus_half", on: split.gate, in: &draft)

    let isFlat = site.shape.count != 4
    var (x, y) = (site.input, gate)
    if isFlat {
      x = flat("x_flat", on: split.input, channels, in: &draft)
      y = flat("x_over_6_plus_half_flat", on: split.gate, channels, in: &draft)
      reshape(site.input, x, to: [-1, 1, 1, channels], in: &draft)
    }
    let inputs = [
      x, draft.constant(weight, in: site.subgraph), draft.constant(bias, in: site.subgraph),
    ]
    operators.append(
      NewOperator(
        .depthwiseConv2D, version: OperatorVersion.depthwise(site.type), inputs, [y],
        options: .pointwise))
    if isFlat { reshape(y, gate, to: site.shape, in: &draft) }
    multiply(site.input, split.input, gate, split.gate, site.output, split.output)
  }

  /// A tensor of rank 4 with the site's elements.
  private func flat(
    _ suffix: String, on grid: Grid, _ channels: Int32, in draft: inout Draft
  ) -> TensorIndex {
    return draft.add(
      NewTensor("\(site.name)/\(suffix)", on: grid, shape: [site.rowCount, 1, 1, channels]),
      in: site.subgraph)
  }

  private mutating func reshape(
    _ x: TensorIndex, _ y: TensorIndex, to shape: [Int32], in draft: inout Draft
  ) {
    let size = draft.constant(
      NewTensor(
        "hard_swish/shape", .int32, shape: [Int32(shape.count)], data: Array(littleEndian: shape)),
      in: site.subgraph)
    var options = EditableTable("ReshapeOptions")
    options.set("new_shape", shape)
    operators.append(NewOperator(.reshape, [x, size], [y], options: options))
  }
}
