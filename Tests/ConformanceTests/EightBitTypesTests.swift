import Foundation
import ModelFacts
import ModelFormat
import TestSupport
import Testing

/// Every operator on INT8 and on UINT8, as the table of types has it and as LiteRT runs it.
@Suite struct EightBitTypesTests {
  /// A set of types, nil for an input that is left out, and whether LiteRT runs the model.
  private struct Answer: Decodable {
    let inputs, outputs: [String?]
    let runs: Bool
  }

  @Test func theTableSaysWhatRuns() throws {
    var (ran, refused) = (0, 0)
    for (name, answers) in try Self.answers() {
      let types = KernelTypes.of(try #require(BuiltinOperator(name: name)))
      for answer in answers {
        let said = types?.allow(
          inputs: answer.inputs.map(Self.type), outputs: answer.outputs.map(Self.type))
        #expect(said == answer.runs, "\(name) \(answer.inputs) to \(answer.outputs)")
        if answer.runs { ran += 1 } else { refused += 1 }
      }
    }
    print("8-bit types: \(ran) sets run, \(refused) do not")
    #expect(ran > 300 && refused > 150)
  }

  /// An operator has kernels for both types if it runs with codes of each in all that it computes from,
  /// and in its output unless that holds something else.
  @Test func operatorsWithKernelsOfBothTypesRunInBoth() throws {
    var both = 0
    for (name, answers) in try Self.answers() {
      let traits = try #require(BuiltinOperator(name: name)).traits
      func runs(_ type: String) -> Bool {
        answers.contains { answer in
          let data = answer.inputs.indices.filter(traits.roles.isData)
          let output = answer.outputs.first ?? nil
          return answer.runs && data.allSatisfy { answer.inputs[$0] == type }
            && (output == type || output != "INT8" && output != "UINT8")
        }
      }
      guard traits.eightBitKernels != nil else { continue }
      #expect(runs("INT8") && runs("UINT8"), "\(name) runs in one of the types at most")
      both += 1
    }
    #expect(both > 50)
  }

  private static func type(_ name: String?) -> ElementType? {
    name.flatMap(ElementType.init(name:))
  }

  private static func answers() throws -> [(String, [Answer])] {
    let script = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Oracles/eight_bit_types.py")
    let run = try Program.run(Places.python, ["-B", script.path])
    try #require(run.status == 0, "\(run.errorText)")
    return try JSONDecoder().decode([String: [Answer]].self, from: Data(run.text.utf8))
      .sorted { $0.key < $1.key }
  }
}
