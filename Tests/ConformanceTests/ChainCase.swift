import Foundation
import ModelFacts
import ModelFormat
import QuantMath
import Testing

/// A model of several operators, and what is predicted of it for all codes of its input.
struct ChainCase: Encodable {
  let name: String
  let model: Data
  /// The floats that the input is given, or all codes.
  let input: Data
  /// By resolver; one is left out where the arithmetic is not known.
  let expected: [String: Prediction]

  init(_ chain: ChainModel, output: Int, floats: [Float] = []) throws {
    let bytes = try chain.bytes(output: output)
    name = chain.fullName
    model = Data(bytes)
    let graph = GraphIndex(Model(file: try ModelFile(bytes: bytes)).subgraphs[0])
    let type = try #require(graph.tensor(TensorIndex(rawValue: 0))).type
    input = type.codes.map { data($0.all, $0) } ?? data(floats)

    var expected: [String: Prediction] = [:]
    for (kernels, resolver) in [
      (RuntimeKernels.reference, Resolver.reference), (.builtinX86, .builtin),
      (.defaultX86, .default),
    ] {
      do throws(ElementwiseError) {
        let function = try ElementwiseFunction(
          from: TensorIndex(rawValue: 0), to: TensorIndex(rawValue: Int32(output)), in: graph,
          kernels: kernels)
        expected[resolver.rawValue] = Prediction(
          effect: "computes", codes: function.results(of: floats), isDelegated: nil)
      } catch {
        guard error.code == .refused, let effect = error.condition?.effect else {
          #expect([.notModelled, .undefined].contains(error.code), "\(chain.fullName): \(error)")
          continue
        }
        expected[resolver.rawValue] = Prediction(
          effect: effect.rawValue, codes: nil, isDelegated: nil)
      }
    }
    self.expected = expected
  }
}

extension ElementwiseFunction {
  fileprivate func results(of floats: [Float]) -> Data {
    switch (inputCodes, outputCodes) {
    case (_?, let range?): data(codes(), range)
    case (_?, nil): data(values())
    case (nil, let range?): data(codes(of: floats), range)
    case (nil, nil): data(values(of: floats))
    }
  }
}

private func data(_ floats: [Float]) -> Data {
  floats.withUnsafeBytes { Data($0) }
}

private func data(_ codes: [Int32], _ range: CodeRange) -> Data {
  let width = range.count == 256 ? 1 : range == .int16 ? 2 : 4
  return codes.reduce(into: Data(capacity: codes.count * width)) { data, code in
    for byte in 0..<width { data.append(UInt8(truncatingIfNeeded: code >> (8 * Int32(byte)))) }
  }
}
