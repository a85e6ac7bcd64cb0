internal import ModelFormat

/// What the driver receives: its own program, then lines of words (`driver.py`).
///
/// Names and paths are in hexadecimal, so that they hold neither spaces nor line ends.
struct RuntimeRequest {
  let bytes: [UInt8]
  /// The maximum size of a response in bytes: a line per tensor, and the message of one failure.
  let answerLimit: Int
  /// The modules that Python must have.
  let modules: [String]

  /// The program in Python's arguments; it reads the rest from its standard input.
  static let start = String(decoding: PackageResources.start_py, as: UTF8.self)

  private static let sources: [(name: String, source: [UInt8])] = [
    ("worker", PackageResources.worker_py), ("grid", PackageResources.grid_py),
    ("npz", PackageResources.npz_py), ("files", PackageResources.files_py),
    ("raw", PackageResources.raw_py), ("images", PackageResources.images_py),
    ("sources", PackageResources.sources_py), ("inputs", PackageResources.inputs_py),
    ("labels", PackageResources.labels_py), ("comparison", PackageResources.comparison_py),
    ("measurement", PackageResources.measurement_py),
    ("calibration", PackageResources.calibration_py),
    ("driver", PackageResources.driver_py),
  ]

  /// A model, and the path from which a runtime opens it.
  typealias Side = (model: Model, path: FilePath)

  /// A request by its parts.
  init(bytes: [UInt8], answerLimit: Int, modules: [String]) {
    (self.bytes, self.answerLimit, self.modules) = (bytes, answerLimit, modules)
  }

  /// - Parameter isolated: the operators of the second model, each alone; nil if they do not run.
  init(
    _ a: Side, _ b: Side, _ isolated: Side?, _ settings: VerifySettings, _ pairing: ModelPairing,
    _ comparisons: Comparisons
  ) {
    answerLimit = 1 << 20 + 1024 * (pairing.inputs.count + comparisons.all.count)
    modules = ["numpy"] + settings.distinctRuntimes.map(\.module)
    var lines = ["run"]
    var models = [("A", a, settings.runtimes.a), ("B", b, settings.runtimes.b)]
    if let isolated { models.append(("C", isolated, settings.runtimes.b)) }
    for (name, side, runtime) in models {
      let arena = ArenaAllowance.byteCount(for: side.model)
      lines.append(
        "model \(name) \(runtime.rawValue) \(side.path.bytes.hex) "
          + "\(Self.ports(of: side.model)) \(arena)")
    }
    lines += ["kernels \(settings.kernels.rawValue)", "timeout \(settings.timeout)"]
    lines += settings.inputs.lines
    if let labels = settings.labels { lines.append("labels \(labels.bytes.hex)") }
    lines += pairing.inputs.map { Self.line(for: $0, b: $0.b, grid: $0.grids.b) }
    for pair in comparisons.betweenModels {
      let kind = pair.isOutput ? "output" : "tensor"
      lines.append("compare \(kind) \(Self.words(pair.a, pair.b, pair.grids))")
    }
    for pair in comparisons.own {
      lines.append("compare own \(Self.words(pair.a, pair.b, pair.grids))")
    }
    for feed in comparisons.feeds {
      lines.append(
        "feed \(feed.reference.index.rawValue) \(feed.own.rawValue) \(feed.grids.a.words) "
          + feed.grids.b.words)
    }
    lines.append("go\n")
    bytes = Self.program + Array(lines.joined(separator: "\n").utf8)
  }

  /// The modules, each after its name and size.
  static var program: [UInt8] {
    sources.flatMap { Array("\($0.name) \($0.source.count)\n".utf8) + $0.source }
  }

  /// The inputs and outputs of the first subgraph by tensor index: `0,3 44`.
  static func ports(of model: Model) -> String {
    guard let subgraph = model.subgraphs.first else { return "- -" }
    return [subgraph.inputs, subgraph.outputs].map { tensors in
      tensors.isEmpty ? "-" : tensors.map { "\($0.rawValue)" }.joined(separator: ",")
    }.joined(separator: " ")
  }

  /// An input as both models have it, its normalization and its names.
  static func line(for input: InputPair, b: Tensor, grid: TensorGrid) -> String {
    let names = input.names.map { Array($0.utf8).hex }.joined(separator: ",")
    return
      "input \(words(input.a, b, (input.grids.a, grid))) \(input.normalization?.words ?? "-") \(names)"
  }

  private static func words(
    _ a: Tensor, _ b: Tensor, _ grids: (a: TensorGrid, b: TensorGrid)
  ) -> String {
    "\(a.index.rawValue) \(b.index.rawValue) \(grids.a.words) \(grids.b.words)"
  }
}

extension VerifySettings.Inputs {
  /// The lines of a request that say where samples come from.
  var lines: [String] {
    switch self {
    case .drawn(let seed, let runs): return ["seed \(seed)", "runs \(runs)"]
    case .files(let paths, let normalization, let runs):
      let words = normalization?.words.replacing(":", with: " ")
      return paths.map { "file \($0.bytes.hex)" } + ["runs \(runs ?? 0)"]
        + (words.map { ["normalize \($0)"] } ?? [])
    }
  }
}

extension [UInt8] {
  /// Two digits per byte.
  var hex: String {
    let digits = Array<UInt8>("0123456789abcdef".utf8)
    return String(
      decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
