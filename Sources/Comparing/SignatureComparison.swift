internal import ModelFormat

/// The differences between the signatures of two models, which correspond by their keys.
struct SignatureComparison {
  /// The signatures, inputs and outputs that differ, in the order of the keys.
  private(set) var changes: [ValueChange] = []

  /// - Parameter subgraphs: the subgraph of B for each of A's.
  init(_ a: Model, _ b: Model, subgraphs: [Int: Int]) {
    let (all, others) = (Self.byKey(a), Self.byKey(b))
    for (key, signature) in all.sorted(by: { $0.key < $1.key }) {
      guard let other = others[key] else {
        note(key, "presence", Self.size(signature), nil)
        continue
      }
      let (subgraphA, subgraphB) = (Int(signature.subgraphIndex), Int(other.subgraphIndex))
      if subgraphs[subgraphA] != subgraphB { note(key, "subgraph", "\(subgraphA)", "\(subgraphB)") }
      let (graphA, graphB) = (a.subgraphs[subgraphA], b.subgraphs[subgraphB])
      for (field, placesA, placesB) in [
        (
          "input", Self.places(signature.inputs, graphA.inputs),
          Self.places(other.inputs, graphB.inputs)
        ),
        (
          "output", Self.places(signature.outputs, graphA.outputs),
          Self.places(other.outputs, graphB.outputs)
        ),
      ] {
        compare(key, field, placesA, placesB)
      }
    }
    for (key, signature) in others.sorted(by: { $0.key < $1.key }) where all[key] == nil {
      note(key, "presence", nil, Self.size(signature))
    }
  }

  /// Compares the inputs or the outputs of a signature: what has another name is renamed, not removed.
  private mutating func compare(
    _ key: String, _ field: String, _ placesA: [String: String], _ placesB: [String: String]
  ) {
    var added = placesB.filter { placesA[$0.key] == nil }
    for (name, place) in placesA.sorted(by: { $0.key < $1.key }) {
      if let other = placesB[name] {
        note(key, "\(field) \(name)", place, other)
      } else if place != Self.elsewhere, let new = added.filter({ $0.value == place }).keys.min() {
        added[new] = nil
        note(key, "name of \(field) \(place)", name, new)
      } else {
        note(key, "\(field) \(name)", place, nil)
      }
    }
    for (name, place) in added.sorted(by: { $0.key < $1.key }) {
      note(key, "\(field) \(name)", nil, place)
    }
  }

  private mutating func note(_ key: String, _ field: String, _ a: String?, _ b: String?) {
    guard a != b else { return }
    changes.append(ValueChange(subject: .signature, name: key, field: field, a: a, b: b))
  }

  private static func byKey(_ model: Model) -> [String: Signature] {
    Dictionary(model.signatures.map { ($0.key?.text ?? "", $0) }) { first, _ in first }
  }

  private static func size(_ signature: Signature) -> String {
    "\(signature.inputs.count.counted("input")), \(signature.outputs.count.counted("output"))"
  }

  private static let elsewhere = "another tensor"

  /// The input or output of the graph for each name of a signature.
  private static func places(_ ports: Views<NamedTensor>, _ list: TensorIndices) -> [String: String]
  {
    var result: [String: String] = [:]
    for port in ports {
      let place = list.firstIndex { !$0.isAbsent && $0.position == Int(port.tensorIndex) }
      result[port.name?.text ?? ""] = place.map { "index \($0)" } ?? elsewhere
    }
    return result
  }
}
