internal import ModelFormat
internal import QuantMath

// The operators that the ways have in common.
extension SplitWriter {
  func add(_ suffix: String, on grid: Grid, in draft: inout Draft) -> TensorIndex {
    draft.add("\(site.name)/\(suffix)", on: grid, like: site.input, in: site.subgraph)
  }

  func constant(
    _ name: String, _ scalar: QuantizedScalar, in draft: inout Draft
  ) -> TensorIndex {
    let data = [UInt8]([scalar.code], as: scalar.grid.codes)
    let tensor = NewTensor("hard_swish/\(name)", on: scalar.grid, shape: [], data: data)
    return draft.constant(tensor, in: site.subgraph)
  }

  mutating func addThree(
    _ scalar: QuantizedScalar, _ clipped: TensorIndex, reading x: TensorIndex? = nil,
    in draft: inout Draft
  ) {
    let three = constant(Name.three, scalar, in: &draft)
    let type = ElementType(of: scalar.grid.codes)
    operators.append(
      NewOperator(
        .add, version: OperatorVersion.add(type), [x ?? site.input, three], [clipped],
        options: .add(.relu6, type)))
  }

  mutating func multiply(
    _ a: TensorIndex, _ first: Grid, _ b: TensorIndex, _ second: Grid, _ y: TensorIndex,
    _ output: Grid
  ) {
    operators.append(
      NewOperator(
        .mul, version: OperatorVersion.multiply(first, second, output), [a, b], [y],
        options: .multiply))
  }

  mutating func quantize(_ x: TensorIndex, _ y: TensorIndex, to type: ElementType) {
    operators.append(
      NewOperator(
        .quantize, version: OperatorVersion.quantize(to: type), [x], [y],
        options: EditableTable("QuantizeOptions")))
  }

  mutating func gather(
    _ entries: [Int32], on grid: Grid, by index: TensorIndex, _ indexType: ElementType,
    in draft: inout Draft
  ) {
    let table = draft.constant(
      NewTensor(
        "hard_swish/table", on: grid, shape: [Int32(entries.count)],
        data: [UInt8](entries, as: grid.codes)), in: site.subgraph)
    let version = OperatorVersion.gather(from: ElementType(of: grid.codes), by: indexType)
    operators.append(
      NewOperator(
        .gather, version: version, [table, index], [site.output],
        options: EditableTable("GatherOptions")))
  }
}

extension EditableTable {
  static func add(_ activation: ActivationFunction, _ type: ElementType) -> Self {
    var options = Self("AddOptions")
    options.set("fused_activation_function", Int64(activation.rawValue))
    // Else int16 scales would have to be powers of two.
    if type == .int16 { options.set("pot_scale_int16", 0) }
    return options
  }

  static var multiply: Self { Self("MulOptions") }

  static func cast(from input: ElementType, to output: ElementType) -> Self {
    Self(
      options: "CastOptions",
      ["in_data_type": Int64(input.rawValue), "out_data_type": Int64(output.rawValue)])
  }

  /// One weight for each element.
  static var pointwise: Self {
    Self(
      options: "DepthwiseConv2DOptions",
      ["padding": 1, "stride_w": 1, "stride_h": 1, "depth_multiplier": 1])
  }
}
