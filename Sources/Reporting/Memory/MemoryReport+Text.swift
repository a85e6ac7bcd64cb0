internal import MemoryPlanning
internal import ModelFormat
internal import Targeting

extension MemoryReport {
  /// True for a model that fits into its budget, and of which all is known.
  public var isUneventful: Bool {
    (budget != nil || !limits.isEmpty) && fits && use.micro.unknowns.isEmpty && unknowns.isEmpty
  }

  /// Writes the form for people.
  public func writeText(to text: TextWriter) throws {
    try text.prose(summary(text.style))
    try writeFigures(to: text)
    try writePeak(to: text)
    try writeTimeline(to: text)
  }

  private func summary(_ style: TextStyle) -> String {
    let micro = use.micro
    let name = style.bold("\(path.description.escapedForDisplay):")
    let atLeast = micro.unknowns.isEmpty ? "" : "at least "
    let ram = "\(atLeast)\(micro.minimumByteCount) bytes of RAM"
    let rest =
      " in TensorFlow Lite Micro (reference kernels), \(model.file.byteCount) bytes of flash"
    guard budget != nil || !limits.isEmpty else { return "\(name) \(ram)\(rest)" }
    let word =
      !fits
      ? style.bad("FAIL:")
      : micro.unknowns.isEmpty ? style.good("PASS:") : style.doubtful("UNKNOWN:")
    guard let budget else { return "\(name) \(word) \(ram)\(rest)" }
    let share =
      isInBudget
      ? "the RAM budget is \(budget)"
      : "\(micro.minimumByteCount - budget) over the RAM budget of \(budget)"
    return "\(name) \(word) \(ram) (\(share))\(rest)"
  }

  /// `fits, not counting the program: RAM 15152 of 262144 bytes, flash 51000 of 1048576 bytes`.
  private func words(for limit: MemoryLimit) -> String {
    let word =
      switch fit(in: limit) {
      case true?: "fits, not counting the program"
      case false?: "does not fit"
      case nil: "unknown"
      }
    let least = use.micro.unknowns.isEmpty ? "" : "at least "
    let parts = [
      limit.ramByteCount.map { "RAM \(least)" + Self.share(use.micro.minimumByteCount, of: $0) },
      limit.flashByteCount.map { "flash " + Self.share(model.file.byteCount, of: $0) },
    ]
    return "\(word): \(parts.compactMap(\.self).joined(separator: ", "))"
  }

  /// `51000 of 65536 bytes`, with what is too much.
  private static func share(_ count: Int, of limit: Int) -> String {
    "\(count) of \(limit.counted("byte"))" + (count > limit ? " (\(count - limit) over)" : "")
  }

  /// Whether Vela placed tensors over each other.
  private var hasSharedMemory: Bool { model.operatorCodes.contains(where: \.sharesMemory) }

  private func writeFigures(to text: TextWriter) throws {
    let micro = use.micro
    var facts = limits.map { (name: $0.target.escapedForDisplay, value: words(for: $0)) }
    if let peak = use.live.peak {
      facts.append(
        (
          "live peak",
          hasSharedMemory
            ? "at most \(peak.byteCount) bytes \(place(of: peak)), and less where the tensors of ethos-u operators share memory, as in the RAM above"
            : "\(peak.byteCount) bytes \(place(of: peak)): the minimum for this order of the operators"
        ))
    }
    facts.append(
      (
        "head",
        "\(micro.headByteCount) bytes for activations and scratch buffers, which share memory, in the "
          + "reference kernels; the scratch of CMSIS-NN and ESP-NN kernels is not counted"
      ))
    let parts = micro.tail.map { "\($0.part.words) \($0.byteCount)" }.joined(separator: ", ")
    facts.append(
      (
        "tail",
        "\(micro.tailByteCount) bytes of persistent data, for \(micro.pointers.rawValue)-bit pointers: \(parts)"
      ))
    let extra = micro.minimumByteCount - micro.headByteCount - micro.tailByteCount
    if extra >= 16 {
      facts.append(
        (
          "planning",
          "\(extra) bytes more while the plan is made; head, tail and planning together are the smallest sufficient arena"
        ))
    } else if extra > 0 {
      facts.append(("rounding", "\(extra.counted("byte")) more, to a multiple of 16"))
    }
    facts.append(("LiteRT", litertText))
    let tables = model.file.byteCount - weightByteCount
    facts.append(
      ("flash", "\(weightByteCount) bytes of constants, \(max(0, tables)) of other data"))
    if use.ignoresPlan {
      facts.append(
        ("plan", "the memory plan in the metadata is for the stored shapes, and does not count"))
    }
    if let first = unsupported.first, case .blocked(let reasons) = first.outcome {
      let place = model.subgraphs[first.subgraph].operators[first.index].label
      facts.append(
        (
          "kernels",
          "TensorFlow Lite Micro's reference kernels do not run \(unsupported.count.counted("operator")); the first is "
            + "\(place): \(reasons.first?.message ?? "")".escapedForDisplay
        ))
    }
    for unknown in micro.unknowns + unknowns { facts.append(("unknown", unknown)) }
    try text.facts(facts)
    for ram in [budget] + limits.map(\.ramByteCount) {
      if let ram, ram < micro.minimumByteCount { try text.prose(advice(for: ram), indent: 2) }
    }
  }

  private var litertText: String {
    let litert = use.litert
    var words = "\(litert.isExact ? "" : "at most ")\(litert.arenaByteCount) bytes of arena"
    if litert.persistentByteCount > 0 {
      words += ", plus \(litert.persistentByteCount) of persistent data"
    }
    words += ", without a delegate"
    guard !litert.operatorsWithTemporaries.isEmpty else { return words }
    return words + "; not included: temporary tensors of "
      + litert.operatorsWithTemporaries.joined(separator: ", ")
  }

  private func place(of step: LiveMemory.Step) -> String {
    guard let op = step.op else { return "before the first operator" }
    return "at \(model.subgraphs[step.subgraph].operators[op].label)"
  }

  /// What would have to go for the arena to fit into so much RAM.
  private func advice(for budget: Int) -> String {
    let fixed = use.micro.minimumByteCount - use.micro.headByteCount
    let room = budget - fixed
    if room < 0 {
      return
        "Even without activations, the arena needs \(fixed) bytes: use fewer operators and tensors."
    }
    if use.live.peakByteCount <= room {
      return
        "\(room) bytes remain for the head, and \(use.live.peakByteCount) are live at the peak: "
        + "another plan may fit."
    }
    return
      "\(room) bytes remain for the head; at the peak, \(use.live.peakByteCount - room) bytes of live "
      + "tensors would have to go."
  }

  private func writePeak(to text: TextWriter) throws {
    guard let peak = use.live.peak, !use.live.tensorsAtPeak.isEmpty else { return }
    try text.heading("Live at the peak, \(place(of: peak))")
    var table = TextTable([
      .init(title: "t", isRight: true), .init(title: "bytes", isRight: true),
      .init(title: "type"), .init(title: "shape", givesWay: 2), .init(title: "name", givesWay: 1),
    ])
    for live in use.live.tensorsAtPeak.prefix(Self.mostTensors) {
      let tensor = model.subgraphs[live.subgraph].tensors[live.tensor.position]
      table.add([
        .init(Place.column(operator: live.tensor.position, subgraph: live.subgraph)),
        "\(live.byteCount)", .init(tensor.type.name), .init(shape(of: tensor, live.subgraph)),
        .init(tensor.nameText),
      ])
    }
    try text.table(table)
    let more = use.live.tensorsAtPeak.count - Self.mostTensors
    if more > 0 { try text.prose("and \(more) more; --format json lists all", indent: 2) }
  }

  private static let mostTensors = 12

  /// The shape that is planned for.
  private func shape(of tensor: Tensor, _ subgraph: Int) -> String {
    guard let planned = resized?.shape(of: tensor.index, subgraph: subgraph) else {
      return tensor.shapesText
    }
    return "[\(planned.map(String.init).joined(separator: ", "))]"
  }
}

extension MicroTailPart {
  /// What the part is for, in words.
  fileprivate var words: String {
    switch self {
    case .allocator: "allocator"
    case .evalTensors: "tensors"
    case .nodes: "operators"
    case .options: "options"
    case .buffers: "kernel data"
    case .scratchHandles: "scratch handles"
    case .variables: "variables"
    case .tensors: "inputs and outputs"
    case .quantization: "quantization of inputs and outputs"
    }
  }
}
