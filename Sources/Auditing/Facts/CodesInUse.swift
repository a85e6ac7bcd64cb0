internal import ModelFormat

extension AuditContext {
  /// The model's operator codes, each with the place of the first operator that uses it, or the model as a
  /// whole if none does.
  var codesInUse: [(code: OperatorCode, place: FindingPlace)] {
    let codes = model.operatorCodes
    var places = [FindingPlace?](repeating: nil, count: codes.count)
    for facts in subgraphs {
      for op in facts.subgraph.operators where Int(op.codeIndex) < places.count {
        if places[Int(op.codeIndex)] == nil { places[Int(op.codeIndex)] = facts.place(op) }
      }
    }
    return zip(codes, places).map { ($0, $1 ?? .model) }
  }
}
