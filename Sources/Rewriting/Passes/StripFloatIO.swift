internal import ModelFacts
public import ModelFormat

/// Takes out the QUANTIZE and DEQUANTIZE at the ends of a graph, so that its callers give and get
/// codes.
///
/// A tensor that takes the place of an input or output gets its name too: a caller finds it under
/// every name that it had, of the tensor or of a signature.
public struct StripFloatIO: Pass {
  /// What the pass says about itself.
  public static let info = PassInfo(
    id: "strip-float-io",
    summary: "Let the graph take and give codes: no QUANTIZE and DEQUANTIZE at its ends",
    guarantee: .sameOutputs,
    before: "x FLOAT32 -> QUANTIZE -> CONV_2D -> DEQUANTIZE -> y FLOAT32",
    after: "x INT8 -> CONV_2D -> y INT8")

  private let selection: OperatorSelection

  /// Looks at every graph that callers run, for the QUANTIZE and DEQUANTIZE that are selected.
  public init(selection: OperatorSelection = .all) { self.selection = selection }

  /// Strips each end that can be stripped.
  ///
  /// - Throws: `no-such-part` where the selection names no operator at such an end.
  public func run(on draft: inout Draft) throws(Diagnostic) -> Outcome {
    var outcome = Outcome()
    let model = draft.model
    let (inputs, outputs) = (draft.ends(.inputs), draft.ends(.outputs))
    let runners = model.runners
    let isCalled = Set([0] + model.signatures.map { Int($0.subgraphIndex) })
    var newInputs = [[TensorIndex: TensorIndex]](repeating: [:], count: inputs.count)
    var newOutputs = newInputs
    let note = Self.noteOnMetadata(model)
    var selected: Set<Int> = []

    for index in draft.subgraphs.indices
    where isCalled.contains(index) && selection.includes(subgraph: index) {
      let graph = draft.subgraphs[index].graph
      var ends = FloatEnds(graph, inputs: inputs[index], outputs: outputs[index])
      if let runner = runners[index], ends.hasAny {
        outcome.leftAlone.append(
          LeftAlone(index, nil, "\(runner) runs this subgraph too, and hands it floats"))
        continue
      }
      for side in [GraphEnd.inputs, .outputs] {
        for (position, tensor) in ends.floats(on: side) {
          let what = "\(side.singular) \(position), \(graph.subgraph.label(of: tensor))"
          do throws(Reason) {
            let found = try ends.strip(tensor, on: side) { selection.includes($0, in: index) }
            selected.insert(found.op)
            draft.strip(found, in: index)
            if side == .inputs {
              newInputs[index][tensor] = found.codes
            } else {
              newOutputs[index][tensor] = found.codes
            }
            outcome.changes.append(
              Change(
                Self.info, index, found.op, "\(what): \(found.detail)\(note)",
                .strippedEnd(found.codes)))
          } catch {
            outcome.leftAlone.append(LeftAlone(index, nil, "\(what): \(error.words)"))
          }
        }
      }
    }
    try selection.check(selected, are: "QUANTIZE or DEQUANTIZE that can go")
    draft.replaceEnds(.inputs, by: newInputs)
    draft.replaceEnds(.outputs, by: newOutputs)
    return outcome
  }

  /// Source: TensorFlow Lite Support, `metadata_schema.fbs`: the buffer of this name may tell
  /// callers how to normalize the values that they give.
  private static func noteOnMetadata(_ model: Model) -> String {
    let isThere = model.metadata.contains { $0.name?.text == "TFLITE_METADATA" }
    return isThere ? "; the metadata 'TFLITE_METADATA' may still speak of floats" : ""
  }
}

extension GraphEnd {
  fileprivate var singular: String { self == .inputs ? "input" : "output" }
}

extension Model {
  /// For subgraphs that operators run, the first operator that does, in words.
  fileprivate var runners: [Int: String] {
    var runners: [Int: String] = [:]
    for subgraph in subgraphs {
      for op in subgraph.operators {
        for index in op.calledSubgraphs where runners[index] == nil {
          runners[index] =
            "\(op.label) of subgraph \(subgraph.index)"
        }
      }
    }
    return runners
  }
}

extension Draft {
  /// Takes the conversion out; the tensor of codes becomes what the float was to callers.
  fileprivate mutating func strip(_ end: FloatEnds.Stripped, in subgraph: Int) {
    replace(end.op, with: [], in: subgraph)
    let float = subgraphs[subgraph].tensors[end.float.position]
    var codes = subgraphs[subgraph].tensors[end.codes.position]
    codes.name = float.name
    codes.shapeSignature = codes.shapeSignature ?? float.shapeSignature
    subgraphs[subgraph].tensors[end.codes.position] = codes
  }
}
