internal import ModelFormat

/// Which inputs an operator may leave out by the index -1.
struct OptionalInputs {
  /// Positions that may be absent.
  private let positions: Set<Int>
  /// Positions that are absent together or not at all.
  private let together: [Int]
  /// Whether the operator is held to the lists; not known for some.
  private let isKnown: Bool

  /// The optional inputs of an operator: none for most.
  static func of(_ op: BuiltinOperator) -> Self { table[op.name] ?? Self([]) }

  private init(_ positions: Set<Int>, together: [Int] = [], isKnown: Bool = true) {
    (self.positions, self.together, self.isKnown) = (positions, together, isKnown)
  }

  /// The positions of required inputs that are absent.
  func missing(_ inputs: TensorIndices) -> [Int] {
    guard isKnown, inputs.contains(where: \.isAbsent) else { return [] }
    let coupled = together.filter { $0 < inputs.count }
    let allAbsent = !coupled.isEmpty && coupled.allSatisfy { inputs[$0].isAbsent }
    return inputs.indices.filter { position in
      inputs[position].isAbsent && !positions.contains(position)
        && !(allAbsent && coupled.contains(position))
    }
  }

  // An LSTM without an input gate couples it to the forget gate: weights, recurrent weights and bias
  // are absent together.
  private static let lstm = Self(
    [9, 10, 11, 16, 17, 20, 21, 22, 23], together: [1, 5, 12])
  private static let unknown = Self([], isKnown: false)

  /// The inputs that each operator can do without.
  ///
  /// Source: by running each operator with each of its inputs at -1 in ai-edge-litert 2.3.0; a test
  /// does it again. For bidirectional operators LiteRT
  /// `kernels/bidirectional_sequence_lstm.cc` and `kernels/bidirectional_sequence_rnn.cc`,
  /// `GetOptionalInputTensor`.
  private static let table: [String: Self] = [
    "CONV_3D": Self([2]), "CONV_3D_TRANSPOSE": Self([3]), "FULLY_CONNECTED": Self([2]),
    "PADV2": Self([2]), "SVDF": Self([3]), "TRANSPOSE_CONV": Self([3]),
    "LSTM": lstm, "UNIDIRECTIONAL_SEQUENCE_LSTM": lstm,
    "BIDIRECTIONAL_SEQUENCE_LSTM": unknown, "BIDIRECTIONAL_SEQUENCE_RNN": Self([9, 10, 11]),
    "CUSTOM": unknown, "STABLEHLO_CUSTOM_CALL": unknown,
  ]
}
