public import ModelFormat

/// Which inputs an operator may leave out by the index -1.
///
/// Source: each operator was run with each of its inputs at -1 in ai-edge-litert 2.3.0; a test repeats it.
/// For bidirectional operators: LiteRT `kernels/bidirectional_sequence_lstm.cc` and
/// `kernels/bidirectional_sequence_rnn.cc`, `GetOptionalInputTensor`.
public struct OptionalInputs: Sendable {
  /// Positions that may be absent.
  private let positions: Set<Int>
  /// Groups of positions that are either all present or all absent.
  private let together: [[Int]]
  /// Whether the lists are known for the operator.
  private let isKnown: Bool

  init(_ positions: Set<Int>, together: [[Int]] = [], isKnown: Bool = true) {
    (self.positions, self.together, self.isKnown) = (positions, together, isKnown)
  }

  /// The positions of required inputs that are absent.
  public func missing(_ inputs: TensorIndices) -> [Int] {
    guard isKnown, inputs.contains(where: \.isAbsent) else { return [] }
    let absent = together.filter { group in
      group.allSatisfy { $0 >= inputs.count || inputs[$0].isAbsent }
    }.joined()
    return inputs.indices.filter { position in
      inputs[position].isAbsent && !positions.contains(position) && !absent.contains(position)
    }
  }

  /// Every input is required, as for most operators.
  static let none = Self([])
  /// Unknown.
  static let unknown = Self([], isKnown: false)
}
