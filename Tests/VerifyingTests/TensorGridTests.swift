import ModelFormat
import TestSupport
import Testing

@testable import Verifying

/// The grid that a tensor's parameters make, oddities included.
@Suite struct TensorGridTests {
  private func words(_ type: String, _ quantization: String) throws -> String? {
    let bytes = try Flatc.model(
      """
      {"version": 3, "buffers": [{}], "subgraphs": [{"tensors": [
        {"shape": [2], "type": "\(type)", "quantization": {\(quantization)}}]}]}
      """)
    let model = Model(file: try ModelFile(bytes: bytes))
    return TensorGrid(model.subgraphs[0].tensors[0])?.words
  }

  @Test(arguments: [
    ("INT8", #""scale": [0.5], "zero_point": [-3]"#, "int8:0.5:-3", "one scale"),
    // The double that the nearest float32 stands for.
    ("UINT8", #""scale": [0.1], "zero_point": [0]"#, "uint8:0.10000000149011612:0", "no decimal"),
    ("INT16", #""scale": [1e-30], "zero_point": [0]"#, "int16:1.0000000031710769e-30:0", "tiny"),
    ("INT32", "", "int32:-:-", "no parameters"),
    ("FLOAT32", #""scale": [0.5], "zero_point": [0]"#, "float32:-:-", "floats have no codes"),
    ("INT8", #""scale": [0.5, 0.25], "zero_point": [0, 0]"#, "int8:-:-", "per channel"),
    ("INT8", #""scale": [0.5], "zero_point": [0, 0]"#, "int8:-:-", "malformed"),
    ("INT8", #""scale": [0], "zero_point": [0]"#, "int8:-:-", "a scale of 0"),
    ("INT8", #""scale": [inf], "zero_point": [0]"#, "int8:-:-", "a scale without an end"),
    ("INT8", #""scale": [nan], "zero_point": [0]"#, "int8:-:-", "a scale that is none"),
    (
      "INT8", #""scale": [0.5], "zero_point": [-9223372036854775808]"#,
      "int8:0.5:-9223372036854775808", "a far zero point"
    ),
    ("STRING", "", nil, "no numbers"),
    ("INT4", #""scale": [0.5], "zero_point": [0]"#, nil, "smaller than a byte"),
  ])
  func takesOnlyWhatIsAGrid(type: String, parameters: String, grid: String?, why: String) throws {
    #expect(try words(type, parameters) == grid, "\(why)")
  }
}
