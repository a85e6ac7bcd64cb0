internal import ModelFormat
internal import QuantMath

/// Writes a split into a draft: its tensors and its operators.
///
/// It holds what the strategies have in common; each adds its own operators.
struct SplitWriter {
  let site: SplitSite
  var operators: [NewOperator] = []

  /// Replaces the HARD_SWISH with the operators of a split, and returns them.
  static func write(
    _ split: some SplitOperators, at site: SplitSite, in draft: inout Draft
  ) -> [BuiltinOperator] {
    var writer = SplitWriter(site: site)
    split.write(with: &writer, in: &draft)
    draft.replace(site.op, with: writer.operators, in: site.subgraph)
    return writer.operators.map(\.builtin)
  }

  /// Suffixes for names of new tensors, after the site's name or, for constants, `hard_swish`.
  enum Name {
    static let three = "three"
    static let sixth = "one_sixth"
    static let clipped = "relu6_x_plus_3"
    static let gate = "relu6_x_plus_3_over_6"
  }
}

// Tensors.
extension SplitWriter {
  /// A tensor of codes with the shape of the site.
  func add(_ suffix: String, on grid: Grid, in draft: inout Draft) -> TensorIndex {
    draft.add("\(site.name)/\(suffix)", on: grid, like: site.input, in: site.subgraph)
  }

  /// A tensor of floats with the shape of the site.
  func addFloat(_ suffix: String, in draft: inout Draft) -> TensorIndex {
    let tensor = NewTensor("\(site.name)/\(suffix)", .float32, shape: [])
    return draft.add(tensor, like: site.input, in: site.subgraph)
  }

  func constant(
    _ name: String, _ scalar: QuantizedScalar, in draft: inout Draft
  ) -> TensorIndex {
    let data = [UInt8]([scalar.code], as: scalar.grid.codes)
    let tensor = NewTensor("hard_swish/\(name)", on: scalar.grid, shape: [], data: data)
    return draft.constant(tensor, in: site.subgraph)
  }

  func constant(_ name: String, _ value: Float, in draft: inout Draft) -> TensorIndex {
    let tensor = NewTensor(
      "hard_swish/\(name)", .float32, shape: [], data: Array(littleEndian: [value]))
    return draft.constant(tensor, in: site.subgraph)
  }
}

// Operators.
extension SplitWriter {
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
        options: Editable<QuantizeOptions>()))
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
        options: Editable<GatherOptions>()))
  }
}

extension EditableTable {
  static func add(_ activation: ActivationFunction, _ type: ElementType) -> Self {
    var options = Editable<AddOptions>()
    options.fusedActivationFunction = activation
    // Otherwise int16 scales would have to be powers of two.
    if type == .int16 { options.potScaleInt16 = false }
    return options.untyped
  }

  static var multiply: Self { Editable<MulOptions>().untyped }
}
