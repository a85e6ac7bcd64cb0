import ModelFormat
import TestSupport
import Testing

@testable import MemoryPlanning

@Suite struct LiveMemoryTests {
  /// Input 0 (100 bytes) -> 1 (40) -> 2 (300), and 3 (8) from 0 and 2; the last is the output.
  ///
  /// At operator 1, tensors 0, 1 and 2 are live: 0 is read again by operator 2.
  @Test func countsWhatIsWrittenAndStillToBeRead() throws {
    let live = LiveMemory(
      try model(
        tensors: [100, 40, 300, 8], operators: [([0], [1]), ([1], [2]), ([0, 2], [3])],
        inputs: [0], outputs: [3]))
    #expect(live.steps.map(\.byteCount) == [100, 140, 440, 408])
    #expect(live.steps.map(\.op) == [nil, 0, 1, 2])
    #expect(live.peak?.op == 1)
    #expect(live.tensorsAtPeak.map(\.tensor.rawValue) == [2, 0, 1])
    #expect(live.tensorsAtPeak.map(\.byteCount) == [300, 100, 40])
  }

  @Test func keepsOutputsToTheEnd() throws {
    let live = LiveMemory(
      try model(
        tensors: [1, 16, 1], operators: [([0], [1]), ([0], [2])], inputs: [0], outputs: [1, 2]))
    #expect(live.steps.map(\.byteCount) == [1, 17, 18])
  }

  /// An input that nothing reads takes its place only while inputs are provided.
  @Test func freesAnUnusedInput() throws {
    let live = LiveMemory(
      try model(tensors: [50, 2, 3], operators: [([1], [2])], inputs: [0, 1], outputs: [2]))
    #expect(live.steps.map(\.byteCount) == [52, 5])
  }

  @Test func leavesVariablesOut() throws {
    let live = LiveMemory(
      try model(
        tensors: [10, 20, 30], operators: [([0, 1], [2])], inputs: [0], outputs: [2],
        variables: [1]))
    #expect(live.steps.map(\.byteCount) == [10, 40])
  }

  @Test func saysWhichSizesAreNotKnown() throws {
    let live = LiveMemory(
      try model(tensors: [-1, 7], operators: [([0], [1])], inputs: [0], outputs: [1]))
    #expect(live.unsizedTensors.map(\.tensor.rawValue) == [0])
    #expect(live.peakByteCount == 7)
  }

  /// Sizes add up past 2^63 - 1.
  @Test func staysWithinTheNumbersThatFit() throws {
    let huge = "[2147483647, 2147483647, 2]"
    let live = LiveMemory(
      Model(
        file: try ModelFile(
          bytes: Flatc.model(
            """
            {version: 3, operator_codes: [{builtin_code: ABS}], buffers: [{}], subgraphs: [{
              tensors: [{shape: \(huge), type: INT8}, {shape: \(huge), type: INT8}],
              inputs: [0], outputs: [1], operators: [{inputs: [0], outputs: [1]}]}]}
            """))))
    #expect(live.peakByteCount == Int.max)
  }

  /// A model of int8 vectors and ABS; the runtime would not take more than one input, the plan does not care.
  private func model(
    tensors: [Int], operators: [(inputs: [Int], outputs: [Int])], inputs: [Int], outputs: [Int],
    variables: Set<Int> = []
  ) throws -> Model {
    let tensorTexts = tensors.enumerated().map { index, size in
      "{shape: [\(size)], type: INT8, is_variable: \(variables.contains(index))}"
    }
    let operatorTexts = operators.map { "{inputs: \($0.inputs), outputs: \($0.outputs)}" }
    return Model(
      file: try ModelFile(
        bytes: Flatc.model(
          """
          {version: 3, operator_codes: [{builtin_code: ABS}], buffers: [{}], subgraphs: [{
            tensors: [\(tensorTexts.joined(separator: ", "))], inputs: \(inputs), outputs: \(outputs),
            operators: [\(operatorTexts.joined(separator: ", "))]}]}
          """)))
  }
}
