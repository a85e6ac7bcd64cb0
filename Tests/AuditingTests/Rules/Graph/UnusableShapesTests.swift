import Auditing
import ModelFormat
import TestSupport
import Testing

@Suite struct UnusableShapesTests {
  private static let valid =
    #"builtin_options_type: "Conv2DOptions", builtin_options: {padding: "VALID", stride_h: 1, stride_w: 1}"#

  @Test(arguments: [
    RuleCase(fires: "an image of three dimensions", "G013 error op 0") {
      $0["x"].shape = [2, 2, 1]
    },
    RuleCase(fires: "a filter of one", "G013 error op 0") { $0["w"].shape = [2] },
    RuleCase(fires: "channels that are no multiple of the filter's", "G013 error op 0") {
      $0["w"].shape = [2, 1, 1, 2]; $0["x"].shape = [1, 2, 2, 3]
    },
    RuleCase(fires: "a bias that is too long", "G013 error op 0") { $0["b"].shape = [3] },
    RuleCase(fires: "images that do not broadcast", "G013 error op 2") {
      $0.ops[0].options = Self.valid
      $0["z"] = .init(name: "z", shape: [1, 3, 2, 2], scales: [0.1], zeroPoints: [0])
      $0["s"] = .init(name: "s", shape: [1, 2, 2, 2], scales: [0.1], zeroPoints: [0])
      $0.inputs.append("z")
      $0.ops.append(.init(code: "ADD", inputs: ["h", "z"], outputs: ["s"]))
    },
    RuleCase(fires: "a reshape to more elements than there are", "G013 error op 2") {
      $0.ops[0].options = Self.valid
      $0["r"] = .init(name: "r", shape: [9], scales: [0.0265], zeroPoints: [-114])
      $0["n"] = .init(name: "n", type: "INT32", shape: [1], data: [9, 0, 0, 0])
      $0.ops.append(.init(code: "RESHAPE", inputs: ["h", "n"], outputs: ["r"]))
    },
    RuleCase(fires: "a size that only the caller can fix", "G013 warning op 0") {
      $0["w"].shape = [2, 3, 3, 1]; $0["w"].data = [UInt8](repeating: 1, count: 18)
      $0["x"].shape = [1, 1, 1, 1]; $0["x"].more = "shape_signature: [1, -1, -1, 1]"
      $0.ops[0].options = Self.valid
    },
    RuleCase(fires: "a batch in a constant, whatever the signature says", "G013 error op 2") {
      $0["r"] = .init(name: "r", shape: [4, 8], scales: [0.0265], zeroPoints: [-114])
      $0["n"] = .init(name: "n", type: "INT32", shape: [2], data: [4, 0, 0, 0, 8, 0, 0, 0])
      $0.ops[0].options = Self.valid
      $0["x"].more = "shape_signature: [-1, 2, 2, 1]"
      $0.ops.append(.init(code: "RESHAPE", inputs: ["h", "n"], outputs: ["r"]))
    },
    RuleCase(nearMiss: "a bias of one row") { $0["b"].shape = [1, 2] },
    RuleCase(nearMiss: "the shape that an output is stored with does not count") {
      $0["y"].shape = [7]; $0["h"].shape = [3, 3]
    },
    RuleCase(nearMiss: "what an operator gives has another shape in a run") {
      $0["x0"] = .init(name: "x0", shape: [4]); $0.inputs = ["x0"]; $0["x"].shape = [4]
      $0["n"] = .init(
        name: "n", type: "INT32", shape: [4],
        data: [1, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0])
      $0.ops.insert(.init(code: "RESHAPE", inputs: ["x0", "n"], outputs: ["x"]), at: 0)
    },
    RuleCase(notApplicable: "an operator of any rank") {
      $0["x"].shape = [4]; $0.ops = [.init(code: "HARD_SWISH", inputs: ["x"], outputs: ["h"])]
    },
  ])
  func check(_ c: RuleCase) throws { try c.check("unusable-shapes") }
}
