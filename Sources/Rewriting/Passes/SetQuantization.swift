internal import ModelFacts
public import ModelFormat
internal import QuantMath

/// Requantizes one activation tensor to a given scale and zero point.
///
/// Tensors that must have the same scale and zero point are requantized with it, constants among them too. A constant alone
/// cannot be requantized. Model inputs and outputs can, and an intermediate tensor may be
/// passed on to them unchanged: callers then see codes with the new scale and zero point.
public struct SetQuantization: Pass {
  /// The description of the pass.
  public static let info = PassInfo(
    id: "set-quantization",
    summary: "Requantize one activation tensor to a given scale and zero point",
    guarantee: .changedCodes,
    before: "CONV_2D -> y, scale 0.05, zero point -128 -> CONV_2D",
    after: "CONV_2D -> y, scale 0.04, zero point -100 -> CONV_2D, its bias rescaled")

  private let tensor: TensorName
  private let subgraph: Int?
  private let selection: OperatorSelection
  private let scale: Float
  private let zeroPoint: Int64

  /// Requantizes a tensor.
  ///
  /// - Parameters:
  ///   - tensor: its index or name.
  ///   - subgraph: where to look; by default the first for an index, and all for a name.
  ///   - scale: more than 0.
  ///   - zeroPoint: one of the codes of the tensor's type.
  ///   - selection: must include the tensor's producer or, if it has none, one of its consumers.
  public init(
    _ tensor: TensorName, subgraph: Int? = nil, scale: Float, zeroPoint: Int64,
    selection: OperatorSelection = .all
  ) {
    self.selection = selection
    (self.tensor, self.subgraph, self.scale, self.zeroPoint) = (tensor, subgraph, scale, zeroPoint)
  }

  /// Requantizes a tensor as given by a command-line argument.
  public init(
    _ argument: GridArgument, subgraph: Int? = nil, selection: OperatorSelection = .all
  ) {
    self.init(
      argument.tensor, subgraph: subgraph, scale: argument.scale, zeroPoint: argument.zeroPoint,
      selection: selection)
  }

  /// Sets scale and zero point, and adjusts everything that depends on them.
  ///
  /// - Throws: `no-such-part` if the model has no such tensor, or several; `not-applicable` if it cannot be
  ///   requantized like this.
  public func run(on draft: inout Draft) throws(Diagnostic) -> Outcome {
    let found = try tensor.find(in: draft.model, subgraph: subgraph)
    let place = draft.model.subgraphs[found.subgraph].place(of: found.tensor)
    try selection.check(draft.model)
    let graph = draft.subgraphs[found.subgraph].graph
    guard selection.includesMaker(of: found.tensor.index, in: graph) else {
      var outcome = Outcome()
      outcome.leftAlone = [
        LeftAlone(
          found.subgraph, graph.producer(of: found.tensor.index)?.index,
          "\(found.tensor.label): its producer is not selected")
      ]
      return outcome
    }
    do throws(Reason) {
      let (index, grid) = (found.tensor.index, try grid(of: found.tensor))
      guard draft.grid(of: index, in: found.subgraph) != grid else { return Outcome() }
      let regrid = try Regrid(
        of: index, to: grid, interface: .mayChange, in: found.subgraph, of: draft)
      regrid.apply(to: &draft)
      let isSeen = !regrid.interfaceTensors.isEmpty
      var outcome = Outcome()
      outcome.changes = regrid.changes(by: Self.info, in: graph) { source in
        isSeen && source == regrid.sources[0]
          ? "; callers of the model see the new scale and zero point" : ""
      }
      return outcome
    } catch {
      throw .notApplicable(
        "it cannot have this scale and zero point: \(error.words)", at: place,
        fix:
          "Choose another tensor or other numbers; `tflens inspect --tensor` shows the current ones."
      )
    }
  }

  private func grid(of tensor: Tensor) throws(Reason) -> Grid {
    guard [.int8, .uint8, .int16].contains(tensor.type), let codes = tensor.type.codes else {
      throw Reason("it is \(tensor.type.name); it must be INT8, UINT8 or INT16")
    }
    guard !tensor.isConstant else {
      throw Reason("it is a constant, whose codes would have to change too")
    }
    guard scale.isFinite, scale > 0 else {
      throw Reason("the scale would be \(scale); it must be a positive number")
    }
    guard let zeroPoint = Int32(exactly: zeroPoint), codes.contains(zeroPoint) else {
      throw Reason(
        "the zero point would be \(zeroPoint); it must be a code, \(codes.lowest) to "
          + "\(codes.highest)")
    }
    return Grid(scale: scale, zeroPoint: zeroPoint, codes: codes)
  }
}
