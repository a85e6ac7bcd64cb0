internal import ModelFormat

// Failures to plan memory for other inputs.

extension Diagnostic {
  static func noSuchInput(_ name: String, of subgraph: Subgraph) -> Self {
    let inputs = subgraph.inputs.map { subgraph.label(of: $0) }.joined(separator: ", ")
    return Self(
      .noSuchPart, "the model has no input '\(name.escapedForDisplay)'",
      subgraph.inputs.count == 1 ? "its input is \(inputs)" : "its inputs are \(inputs)",
      fix: "Give the name of the tensor, the name in a signature, or the index of the tensor.")
  }

  static func inputTwice(_ label: String) -> Self {
    Self(
      .wrongArgument, "the shape of \(label) is given twice", fix: "Remove one of them.")
  }

  static func unsuitableShapes(_ fault: String, at place: Place) -> Self {
    Self(
      .wrongArgument, "the model does not run with these input shapes: \(fault)", at: place,
      fix: "Give shapes that the operators accept.")
  }
}
