internal import ModelFormat

// Failures to plan memory for other inputs.

extension Diagnostic {
  static func noSuchInput(_ name: String, of subgraph: Subgraph) -> Self {
    let inputs = subgraph.inputs.map { subgraph.label(of: $0) }.joined(separator: ", ")
    return Self(
      .noSuchPart, "the model has no input '\(name.escapedForDisplay)'",
      "its inputs are \(inputs)", fix: "Name one of them, or give its index.")
  }

  static func unsuitableShapes(_ fault: String, at place: Place) -> Self {
    Self(
      .noSuchPart, "the model does not run with these input shapes: \(fault)", at: place,
      fix: "Give shapes that the operators accept.")
  }
}
