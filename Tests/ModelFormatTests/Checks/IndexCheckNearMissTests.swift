import TestSupport
import Testing

@testable import ModelFormat

/// Models that come close to an index error and are none.
@Suite struct IndexCheckNearMissTests {
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let json: String

    init(_ why: String, _ json: String) { (testDescription, self.json) = (why, json) }
  }

  @Test(arguments: [
    Case("the model without a gap filled", SmallModel.json()),
    Case(
      "-1 leaves an optional input out", SmallModel.json(operator: "inputs: [-1, 0], outputs: [1]")),
    Case("-1 leaves an intermediate out", SmallModel.json(operator: "intermediates: [-1]")),
    Case("an operator without inputs and outputs", SmallModel.json(operator: "")),
    Case("buffer 0 needs no list of buffers", SmallModel.json(tensor: "buffer: 0", buffers: "")),
    Case("the last buffer", SmallModel.json(tensor: "buffer: 1", buffers: "buffers: [{}, {}],")),
    Case("two tensors of one buffer", SmallModel.json(tensor: "buffer: 0")),
    Case("no subgraph: a finding, not an error", "{version: 3}"),
    Case("nothing at all", "{}"),
    Case("an empty subgraph", "{subgraphs: [{}]}"),
    Case(
      "-1: no zero points, so all are 0",
      SmallModel.json(tensor: IndexCheckTests.blockwise("scales: 0, zero_points: -1"))),
    Case(
      "parameters of a kind that names no tensor",
      SmallModel.json(
        tensor: "quantization: {details_type: \"CustomQuantization\", details: {custom: [255]}}")),
    Case(
      "a loop that runs its own graph", IndexCheckTests.options("While", "body_subgraph_index: 0")),
    Case(
      "an external buffer found by its id, wherever it stands",
      SmallModel.json(
        model: "external_buffer_groups: [{}], external_buffers: [{id: 9}, {id: 4}],",
        tensor: "external_buffer: 4")),
    Case(
      "an operator that reads what it writes",
      SmallModel.json(operator: "inputs: [1], outputs: [1]")),
    Case("a signature with no tensors", SmallModel.json(model: "signature_defs: [{}],")),
    Case("offset 0 means none", SmallModel.json(buffers: "buffers: [{offset: 0, size: 99999}],")),
    Case(
      "offset 1 means none yet", SmallModel.json(buffers: "buffers: [{offset: 1, size: 99999}],")),
    Case("an empty range", SmallModel.json(buffers: "buffers: [{offset: 16, size: 0}],")),
    Case(
      "options of which nothing is outside",
      SmallModel.json(operator: "large_custom_options_offset: 1")),
    Case(
      "data inside is what counts",
      SmallModel.json(buffers: "buffers: [{data: [1], offset: 1000000}],")),
  ])
  func opens(_ c: Case) throws {
    _ = ReadEverything(try ModelFile(bytes: Flatc.model(c.json)))
  }
}
