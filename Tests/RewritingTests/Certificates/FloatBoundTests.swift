import Foundation
import ModelFormat
import TestSupport
import Testing

@testable import ModelFacts
@testable import Rewriting

@Suite struct FloatBoundTests {
  /// `x * relu6(x + 3) * (1/6)`, the 1/6 in float32, beside one HARD_SWISH: by hand.
  ///
  /// At x = 16 the product of 16 and 6 is exact, so the spelling's last product is rounded once, by at
  /// most half an ulp of 16; the constant 1/6 is off by 2^-24.4 of it. The other side divides 96 by 6.
  @Test func isNearWhatRoundingCanDo() throws {
    var model = FloatModel()
    let (sum, product, output) = (model.tensor(), model.tensor(), model.tensor())
    model.add("ADD", [0, model.constant(3)], sum, "fused_activation_function: \"RELU6\"")
    model.add("MUL", [0, sum], product)
    model.add("MUL", [product, model.constant(1 / 6)], output)
    let run = try PassRun(FuseHardSwish(), onJSON: model.json(output: output))
    guard case .float(let certificate)? = run.runner.steps.first?.certificate else {
      Issue.record("no float certificate")
      return
    }
    let bound = try #require(certificate.bound)
    #expect(certificate.foundAbsolute > 0 && certificate.foundAbsolute <= bound.absolute)
    #expect(try #require(certificate.foundDefaultPath) <= bound.absolute)
    // Half an ulp of 16 is 9.5e-7; four roundings and the constant are at most ten times that.
    #expect((2e-6...1e-5).contains(bound.absolute))
    #expect((2...12).contains(bound.inputULPs))
    #expect(run.runner.steps[0].certificate.basis == .bounded)
    #expect(run.runner.steps[0].certificate.maxErrorCodes == nil)
  }
}

/// A few float operators behind tensor 0, as flatc's JSON.
struct FloatModel {
  private var tensors = ["{shape: [1, 4], type: \"FLOAT32\", name: \"x\"}"]
  private var buffers = ["{}"]
  private var codes: [String] = []
  private var operators: [String] = []

  mutating func tensor() -> Int {
    tensors.append("{shape: [1, 4], type: \"FLOAT32\", name: \"t\(tensors.count)\"}")
    return tensors.count - 1
  }

  mutating func constant(_ value: Float) -> Int {
    buffers.append("{data: \(withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) })}")
    tensors.append(
      "{shape: [], type: \"FLOAT32\", name: \"c\(tensors.count)\", buffer: \(buffers.count - 1)}")
    return tensors.count - 1
  }

  mutating func add(_ op: String, _ inputs: [Int], _ output: Int, _ options: String = "") {
    codes.append("{builtin_code: \"\(op)\"}")
    let table = op.prefix(1) + op.dropFirst().lowercased() + "Options"
    operators.append(
      "{opcode_index: \(codes.count - 1), inputs: \(inputs), outputs: [\(output)], "
        + "builtin_options_type: \"\(table)\", builtin_options: {\(options)}}")
  }

  func json(output: Int) -> String {
    """
    {version: 3, operator_codes: [\(codes.joined(separator: ", "))],
     buffers: [\(buffers.joined(separator: ", "))],
     subgraphs: [{inputs: [0], outputs: [\(output)], tensors: [\(tensors.joined(separator: ",\n"))],
      operators: [\(operators.joined(separator: ",\n"))]}]}
    """
  }
}
