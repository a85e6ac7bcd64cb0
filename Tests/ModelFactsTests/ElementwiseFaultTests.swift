import Foundation
import ModelFacts
import ModelFormat
import QuantMath
import TestSupport
import Testing

/// Damaged models: an error or a table, never a trap.
@Suite struct ElementwiseFaultTests {
  @Test func survivesDamage() throws {
    var model = ElementwiseModel()
    model.add("ADD", [0, 5], 3, "AddOptions fused_activation_function: RELU6")
    model.add("DEPTHWISE_CONV_2D", [3, 10], 4, ElementwiseFunctionTests.step)
    model.add("QUANTIZE", [4], 17)
    model.add("DEQUANTIZE", [17], 15)
    model.add("QUANTIZE", [15], 3)
    model.add("MUL", [0, 3], 1, "MulOptions")
    model.add("CAST", [0], 14, "CastOptions")
    let bytes = try model.bytes()
    // The data of the large constant is the rest.
    let tables = bytes.count - 8192
    var random = SeededGenerator(seed: 0xe1e)
    var opened = 0
    for _ in 0..<1_000 {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let odd: [UInt8] = [0, 1, 0x7f, 0x80, 0xff, .random(in: 0...255, using: &random)]
        let place = Int.random(in: 8..<bytes.count, using: &random)
        damaged[place > tables ? place % tables : place] = odd.randomElement(using: &random) ?? 0
      }
      guard let file = try? ModelFile(bytes: damaged),
        let graph = Model(file: file).subgraphs.first.map(GraphIndex.init)
      else { continue }
      opened += 1
      for kernels in RuntimeKernels.allCases {
        for output in graph.subgraph.tensors.indices {
          guard
            let function = try? ElementwiseFunction(
              from: TensorIndex(rawValue: 0), to: TensorIndex(rawValue: Int32(output)), in: graph,
              kernels: kernels)
          else { continue }
          switch (function.inputCodes, function.outputCodes) {
          case (let codes?, _?): #expect(function.codes().count == codes.count)
          case (let codes?, nil): #expect(function.values().count == codes.count)
          case (nil, _?): #expect(function.codes(of: [1, .nan, .infinity, -0]).count == 4)
          case (nil, nil): #expect(function.values(of: [1, .nan, .infinity, -0]).count == 4)
          }
        }
      }
    }
    #expect(opened > 250)
  }
}
