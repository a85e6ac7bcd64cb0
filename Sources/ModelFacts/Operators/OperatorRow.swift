/// A row of the table of operators, written in the files of `Families`.
struct OperatorRow {
  let name: String
  private(set) var roles: OperandRoles
  let counts: TensorCounts?
  let scales: ScaleUse?
  private(set) var optionalInputs = OptionalInputs.none
  private(set) var matrix: MatrixLayout?
  private(set) var movement: Movement?
  private(set) var fixedOutputs: [FixedOutput] = []
  private(set) var outputRange: ClosedRange<Double>?
  private(set) var subgraphs: [SubgraphField] = []
  private(set) var eightBitKernels: EightBitKernels?
  private(set) var isComparison = false
  private(set) var isDelegated = false
  private(set) var needsSymmetricInt16 = false

  /// An operator by its name in the schema.
  ///
  /// - Parameters:
  ///   - roles: the roles of its inputs; by default, each required input is an activation.
  ///   - scales: how it uses scales; nil if it has no 8-bit kernels, or this is unknown.
  ///   - inputs: how many its kernel accepts: `2`, `2-3`, `2-` or `5,20`; nil if this depends on options, or
  ///     is unknown.
  ///   - outputs: the same for outputs.
  init(
    _ name: String, _ roles: [OperandRole]? = nil, _ scales: ScaleUse? = nil,
    inputs: String? = nil, outputs: String = "1"
  ) {
    (self.name, self.scales) = (name, scales)
    counts = inputs.map { TensorCounts(inputs: $0, outputs: outputs) }
    self.roles = OperandRoles(
      roles ?? Array(repeating: .activation, count: counts?.leastInputs ?? 0))
  }

  /// Any number of inputs with the same role.
  consuming func variadic() -> Self {
    with { $0.roles = OperandRoles([], isVariadic: true) }
  }

  /// Inputs that may be absent.
  consuming func optional(_ inputs: OptionalInputs) -> Self { with { $0.optionalInputs = inputs } }

  /// A matrix operator, with the dimension of its weights that runs along the output channels.
  consuming func layer(channelAxis: Int, isConvolution: Bool = true) -> Self {
    with { row in
      guard let input = row.roles.first(.activation), let weights = row.roles.first(.weights)
      else { return }
      row.matrix = MatrixLayout(
        input: input, weights: weights, bias: row.roles.first(.bias),
        channelAxis: .dimension(channelAxis), isConvolution: isConvolution)
    }
  }

  /// A matrix operator with two interchangeable operands.
  consuming func product() -> Self {
    with {
      $0.matrix = MatrixLayout(
        input: 0, weights: 1, bias: nil, channelAxis: .columns, isConvolution: false)
    }
  }

  consuming func moves(_ movement: Movement) -> Self { with { $0.movement = movement } }

  /// Kernels for int8 and uint8, with the lowest version for each.
  consuming func kernels(int8: Int64, uint8: Int64, agree: Bool = true) -> Self {
    with { $0.eightBitKernels = EightBitKernels(int8: int8, uint8: uint8, agree: agree) }
  }

  consuming func fixed(_ outputs: [FixedOutput], range: ClosedRange<Double>? = nil) -> Self {
    with { ($0.fixedOutputs, $0.outputRange) = (outputs, range) }
  }

  /// Fields that name subgraphs which LiteRT runs.
  consuming func runs(_ fields: String...) -> Self {
    with { $0.subgraphs = fields.map { SubgraphField(name: $0, isRun: true) } }
  }

  /// Fields that name subgraphs which LiteRT does not run.
  consuming func names(_ fields: String...) -> Self {
    with { $0.subgraphs = fields.map { SubgraphField(name: $0, isRun: false) } }
  }

  var comparison: Self { with { $0.isComparison = true } }
  /// The XNNPACK delegate runs it on 8-bit tensors.
  var delegated: Self { with { $0.isDelegated = true } }
  /// LiteRT rejects int16 tensors with a zero point other than 0.
  var symmetricInt16: Self { with { $0.needsSymmetricInt16 = true } }

  // A row has many parts: copying it for each change would take as long as the rest of a short command.
  private consuming func with(_ change: (inout Self) -> Void) -> Self {
    change(&self)
    return self
  }
}
