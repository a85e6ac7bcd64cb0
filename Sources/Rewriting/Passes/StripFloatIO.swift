internal import ModelFacts
public import ModelFormat

/// Removes QUANTIZE and DEQUANTIZE at model inputs and outputs, so that callers pass and get codes.
///
/// The tensor that becomes the input or output gets its name too, so callers find it under the same
/// names, of tensors and of signatures.
public struct StripFloatIO: Pass {
  /// The description of the pass.
  public static let info = PassInfo(
    id: "strip-float-io",
    summary: "Remove float conversion (QUANTIZE, DEQUANTIZE) at model inputs and outputs",
    guarantee: .sameCodes,
    before: "x FLOAT32 -> QUANTIZE -> CONV_2D -> DEQUANTIZE -> y FLOAT32",
    after: "x INT8 -> CONV_2D -> y INT8")

  private let selection: OperatorSelection

  /// Removes the selected QUANTIZE and DEQUANTIZE of every subgraph that callers run.
  public init(selection: OperatorSelection = .all) { self.selection = selection }

  /// Strips each input and output that can be stripped.
  ///
  /// - Throws: `no-such-part` if the selection matches no such operator.
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
          LeftAlone(index, nil, "\(runner) also runs this subgraph, and passes it floats"))
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
    if outcome.changes.isEmpty && outcome.leftAlone.isEmpty {
      outcome.leftAlone.append(
        LeftAlone(0, nil, "no model input or output is converted from or to float"))
    }
    try selection.check(selected, are: "QUANTIZE or DEQUANTIZE that can be removed")
    draft.replaceEnds(.inputs, by: newInputs)
    draft.replaceEnds(.outputs, by: newOutputs)
    return outcome
  }

  /// Source: TensorFlow Lite Support, `metadata_schema.fbs`: the buffer of this name may tell callers how to
  /// normalize their inputs.
  private static func noteOnMetadata(_ model: Model) -> String {
    let isThere = model.metadata.contains { $0.name?.text == "TFLITE_METADATA" }
    return isThere ? "; the metadata 'TFLITE_METADATA' may still describe floats" : ""
  }
}

extension GraphEnd {
  fileprivate var singular: String { self == .inputs ? "input" : "output" }
}

extension Model {
  /// For each subgraph that operators run, the first such operator, in words.
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
  /// Removes the conversion; the tensor of codes becomes the input or output.
  fileprivate mutating func strip(_ end: FloatEnds.Stripped, in subgraph: Int) {
    replace(end.op, with: [], in: subgraph)
    let float = subgraphs[subgraph].tensors[end.float.position]
    var codes = subgraphs[subgraph].tensors[end.codes.position]
    codes.name = float.name
    codes.shapeSignature = codes.shapeSignature ?? float.shapeSignature
    subgraphs[subgraph].tensors[end.codes.position] = codes
  }
}
