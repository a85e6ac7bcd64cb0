import Testing

@Suite struct TensorWithoutProducerTests {
  @Test(arguments: [
    RuleCase(fires: "an operator reads it", "G002 error op 1 t3") {
      $0.ops[0].outputs = ["h"]; $0.outputs = []
    },
    RuleCase(fires: "the subgraph gives it", "G002 error t4") { $0.ops.removeLast() },
    RuleCase(fires: "a constant that lost its data", "G002 error op 0 t1") { $0["w"].data = nil },
    RuleCase(fires: "two readers, one finding", "G002 error op 0 t0") {
      $0.inputs = []; $0.ops.append(.init(code: "ABS", inputs: ["x"], outputs: ["y"]))
    },
    RuleCase(fires: "scratch memory of a custom operator is milder", "G002 note op 1 t3") {
      $0.ops[0].outputs = []; $0.ops[1].code = "CUSTOM"
    },
    RuleCase(nearMiss: "a variable") {
      $0.inputs = []; $0["x"].more = "is_variable: true"
    },
    RuleCase(nearMiss: "no elements") {
      $0.inputs = []; $0["x"].shape = [0, 2]
    },
    RuleCase(nearMiss: "the shape of a RESHAPE") {
      $0.ops[1] = .init(code: "RESHAPE", inputs: ["y", "s"], outputs: ["h"]);
      $0["s"] = .init(name: "s", type: "INT32", shape: [4])
    },
    RuleCase(notApplicable: "an input that is left out") { $0.ops[0].inputs = ["x", "w", ""] },
  ])
  func check(_ c: RuleCase) throws { try c.check("tensor-without-producer") }
}
