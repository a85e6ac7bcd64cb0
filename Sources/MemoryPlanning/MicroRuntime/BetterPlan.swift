public import ModelFormat

/// A plan of TFLite Micro's head that takes less than the one that its planner makes, for the metadata that tells it so.
public struct BetterPlan: Sendable {
  /// The name of the metadata.
  public static let metadataName = OfflinePlan.name

  /// The bytes of the head with the plan that the model has, or that the planner makes if there is none, or one that is
  /// not for this model.
  public let byteCountBefore: Int
  /// The bytes of the head with the new plan.
  public let byteCount: Int
  /// What is in use at the peak, scratch buffers included: no plan takes less.
  public let lowerBound: Int
  /// The data of the metadata.
  public let metadata: [UInt8]

  /// A plan for a model.
  ///
  /// - Throws: why there is none that is known to take less.
  public init(_ model: Model) throws(NoBetterPlan) {
    let sizes = TensorSizes(model)
    let lifetimes = Lifetimes(model, sizes)
    let preparation = MicroPreparation(model, sizes, MicroStructures(build: .bits32))
    let head = MicroHead(model, sizes, lifetimes, preparation.requests, plan: nil)
    if let unknown = (preparation.unknowns + head.unknowns).first {
      throw NoBetterPlan("unknown: \(unknown)")
    }
    guard lifetimes.isComplete else {
      throw NoBetterPlan("subgraphs run each other in a circle, or too often to follow")
    }
    if model.subgraphs.dropFirst().contains(where: { $0.tensors.contains(where: \.isVariable) }) {
      throw NoBetterPlan(
        "TensorFlow Lite Micro confuses the variables of a second subgraph with tensors of the first"
      )
    }
    let planned = MicroHead(
      model, sizes, lifetimes, preparation.requests, plan: OfflinePlan(model))
    let isWrong = !planned.unknowns.isEmpty || !planned.planFaults.isEmpty
    byteCountBefore = GreedyPlan((isWrong ? head : planned).buffers).byteCount
    // Offsets in the metadata have 32 bits.
    guard byteCountBefore <= Int(Int32.max) else {
      throw NoBetterPlan("the plan takes \(byteCountBefore) bytes, which is past 2 GiB")
    }
    let search = PlanSearch(head.buffers)
    lowerBound = search.lowerBound
    // The runtime places scratch buffers itself, around what is fixed.
    var buffers = head.buffers
    var offsets = [Int32](repeating: -1, count: sizes.offsets.last ?? 0)
    for (index, content) in head.contents.enumerated() {
      guard case .tensor(let tensor, let subgraph) = content,
        let offset = Int32(exactly: search.offsets[index])
      else { continue }
      buffers[index].fixedOffset = search.offsets[index]
      offsets[sizes.number(of: tensor, subgraph: subgraph)] = offset
    }
    byteCount = GreedyPlan(buffers).byteCount
    // A wrong plan goes, whatever it costs.
    guard isWrong || byteCount < byteCountBefore else {
      throw NoBetterPlan(
        search.lowerBound == byteCountBefore
          ? "no plan takes less than \(byteCountBefore) bytes, the live peak"
          : "no plan was found that takes less than \(byteCountBefore) bytes; the live peak is \(search.lowerBound)"
      )
    }
    metadata = ([1, 0, Int32(offsets.count)] + offsets).flatMap { number in
      withUnsafeBytes(of: number.littleEndian, Array.init)
    }
  }
}

/// Why a model gets no other plan.
public struct NoBetterPlan: Error {
  /// The reason, a sentence without a full stop.
  public let words: String

  init(_ words: String) { self.words = words }
}
