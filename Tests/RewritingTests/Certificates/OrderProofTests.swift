import ModelFormat
import TestSupport
import Testing

@testable import Rewriting

/// Orders that compute the same, and those that do not, told apart by hand.
@Suite struct OrderProofTests {
  // `t1 = |t0|`, `t2 = -t0`, `t3 = max(t1, t2)`, and two operators whose kernels are not known.
  private static let abs = "{opcode_index: 0, inputs: [0], outputs: [1]}"
  private static let neg = "{opcode_index: 1, inputs: [0], outputs: [2]}"
  private static let max = "{opcode_index: 2, inputs: [1, 2], outputs: [3]}"
  private static let first = "{opcode_index: 3, inputs: [0], outputs: [4]}"
  private static let second = "{opcode_index: 3, inputs: [0], outputs: [5]}"
  /// Writes what `abs` writes.
  private static let again = "{opcode_index: 1, inputs: [0], outputs: [1]}"

  private func model(_ operators: [String]) throws -> ModelFile {
    let tensors = (0..<6).map { _ in "{shape: [1], type: \"FLOAT32\", buffer: 0}" }
    return try ModelFile(
      bytes: Flatc.model(
        """
        {version: 3, buffers: [{}], operator_codes: [
           {builtin_code: "ABS", deprecated_builtin_code: 101},
           {builtin_code: "NEG", deprecated_builtin_code: 59},
           {builtin_code: "MAXIMUM", deprecated_builtin_code: 55},
           {builtin_code: "CUSTOM", deprecated_builtin_code: 32, custom_code: "Mine"}],
         subgraphs: [{inputs: [0], outputs: [1, 3, 4, 5],
           tensors: [\(tensors.joined(separator: ", "))],
           operators: [\(operators.joined(separator: ", "))]}]}
        """))
  }

  private func certificate(_ old: [String], _ new: [String]) throws -> Certificate {
    let (old, new) = (try model(old), try model(new))
    let draft = Draft(try EditableModel(old), as: Model(file: old))
    let pair = ModelPair(draft, after: Model(file: new), moves: [(0..<6).map { $0 }])
    return OrderProof(in: 0, of: pair).certificate()
  }

  /// Why an order is not proved; nil if it is.
  private func objection(_ old: [String], _ new: [String]) throws -> String? {
    switch try certificate(old, new) {
    case .exact: return nil
    case .bound(let bound): return bound.maxErrorCodes == nil ? bound.reason : "a bound"
    default: return "another certificate"
    }
  }

  private let all = [abs, neg, max, first, second]

  @Test func independentOperatorsMayChangePlaces() throws {
    #expect(try objection(all, all) == nil)
    #expect(try objection(all, [Self.neg, Self.abs, Self.max, Self.first, Self.second]) == nil)
    #expect(try objection(all, [Self.first, Self.neg, Self.second, Self.abs, Self.max]) == nil)
  }

  @Test func noOperatorMayRunBeforeItsInputs() throws {
    let found = try objection(all, [Self.abs, Self.max, Self.neg, Self.first, Self.second])
    #expect(found?.contains("MAXIMUM") == true && found?.hasSuffix("reads another value") == true)
  }

  @Test func sideEffectsKeepTheirOrder() throws {
    #expect(
      try objection(all, [Self.abs, Self.neg, Self.max, Self.second, Self.first])
        == "operators with side effects change their order")
  }

  @Test func theLastWriterStaysTheLast() throws {
    #expect(
      try objection([Self.abs, Self.again], [Self.again, Self.abs])
        == "a tensor ends with another value")
    // The operator that reads the tensor in between reads another value.
    let found = try objection(
      [Self.neg, Self.abs, Self.max, Self.again], [Self.neg, Self.abs, Self.again, Self.max])
    #expect(found?.hasSuffix("reads another value") == true)
  }

  @Test func theOperatorsAreTheSame() throws {
    #expect(try objection(all, Array(all.dropLast())) == "the operators are others")
    #expect(
      try objection(all, [Self.abs, Self.neg, Self.max, Self.first, Self.first])
        == "the operators are others")
  }
}
