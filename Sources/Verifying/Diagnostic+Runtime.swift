public import ModelFormat

// The failures to run two models, or to compare them.

extension Diagnostic.Code {
  /// There is no Python with LiteRT.
  public static let runtimeMissing = Self("runtime-missing", .unreadable)
  /// There is one, and it does not work.
  public static let runtimeBroken = Self("runtime-broken", .unreadable)
  /// LiteRT says why it does not run a model.
  public static let modelRefused = Self("model-refused", .unreadable)
  /// LiteRT ended by itself.
  public static let runtimeDied = Self("runtime-died", .unreadable)
  /// LiteRT did not come to an end.
  public static let runtimeTimeout = Self("runtime-timeout", .unreadable)
  /// The models have inputs or outputs that do not belong together.
  public static let notComparable = Self("not-comparable", .unreadable)
  /// The file of inputs does not fit the models.
  public static let inputsUnusable = Self("inputs-unusable", .unreadable)
}

// Models that cannot be compared.
extension Diagnostic {
  static func noSubgraph(_ side: ModelSide) -> Self {
    Self(
      .notComparable, "\(side.name) has no subgraph", "there must be one to run",
      fix: "Export the model again.", file: side.path)
  }

  static func counts(_ what: String, _ a: Int, _ b: Int) -> Self {
    Self(
      .notComparable, "A has \(a.counted(what)) and B has \(b.counted(what))",
      "there must be as many", fix: "Compare models that are called in the same way.")
  }

  static func noNumbers(_ what: String, _ tensor: Tensor, _ side: ModelSide) -> Self {
    let name = (tensor.name?.text ?? "").escapedForDisplay
    return Self(
      .notComparable, "\(what) '\(name)' of \(side.name) is \(tensor.type.name)",
      "it must hold numbers of 8 bits or more", fix: "There is no way to compare such models here.",
      file: side.path)
  }

  static func shapes(_ what: String, _ name: String, _ a: String, _ b: String) -> Self {
    Self(
      .notComparable,
      "\(what) '\(name.escapedForDisplay)' has the shape [\(a)] in A and [\(b)] in B",
      "the shapes must be equal", fix: "Compare models that are called in the same way.")
  }

  static func notAFile(_ side: ModelSide) -> Self {
    Self(
      .notAFile, "\(side.name) is a pipe or a device", "it must be a file",
      fix: "LiteRT reads the model itself, a second time: save it to a file.", file: side.path)
  }

  static func inputs(_ message: String) -> Self {
    Self(
      .inputsUnusable, "the inputs cannot be used: \(message.escapedForDisplay)",
      fix: "Write them with numpy: np.savez('inputs.npz', name=array).")
  }
}

// A runtime that is missing or does not do what it is asked.
extension Diagnostic {
  /// `looked` says of each place what was found there.
  static func missing(_ looked: [String], python: String?) -> Self {
    let program = (python ?? "python3").escapedForDisplay
    return Self(
      .runtimeMissing, "LiteRT was not found: \(looked.joined(separator: "; "))",
      fix: "Install it with `\(program) -m pip install ai-edge-litert numpy`, "
        + "or name a Python that has it: --python.")
  }

  static func broken(_ found: String, errors: String = "") -> Self {
    Self(
      .runtimeBroken, found,
      fix: "Check that this Python is 3.9 or later, or name another: --python.",
      notes: lines(errors))
  }

  /// A program that gives no sign of life.
  static func silent(_ python: FilePath, seconds: Int) -> Self {
    Self(
      .runtimeTimeout,
      "'\(python.description.escapedForDisplay)' was silent for more than "
        + seconds.counted("second"),
      fix: "Check that it is a Python with LiteRT, or give it longer: --timeout.")
  }

  /// A program that says more than an answer can hold.
  static func endless(_ python: FilePath, limit: Int) -> Self {
    Self(
      .runtimeBroken,
      "'\(python.description.escapedForDisplay)' printed more than \(limit) bytes, the most "
        + "that an answer has",
      fix: "Check that it is a Python 3.9 or later, or name another: --python.")
  }

  static func refused(_ side: ModelSide, step: String, message: String, log: String) -> Self {
    Self(
      .modelRefused,
      "LiteRT rejects \(side.name) while \(doing(step, side)): \(message.escapedForDisplay)",
      fix: "Its own words say why; other kernels may accept it: --kernels.", notes: lines(log),
      file: side.path)
  }

  static func notImported(_ side: ModelSide, message: String, log: String) -> Self {
    Self(
      .runtimeBroken, "LiteRT cannot be imported: \(message.escapedForDisplay)",
      fix: "Install it again: `python3 -m pip install --force-reinstall ai-edge-litert numpy`.",
      notes: lines(log))
  }

  static func died(_ side: ModelSide, step: String, how: String, log: String) -> Self {
    Self(
      .runtimeDied, "LiteRT crashed with \(how.escapedForDisplay) while \(doing(step, side))",
      fix: "That is a fault of the runtime, or of a model that it does not check; "
        + "try other kernels: --kernels.", notes: lines(log), file: side.path)
  }

  static func timeout(_ side: ModelSide, step: String, seconds: Int, log: String) -> Self {
    Self(
      .runtimeTimeout,
      "LiteRT was still \(doing(step, side)) after \(seconds.counted("second"))",
      fix: "Give it longer: --timeout.", notes: lines(log), file: side.path)
  }

  /// What LiteRT does in a step of `worker.py`.
  private static func doing(_ step: String, _ side: ModelSide) -> String {
    switch step {
    case "import_": "starting for \(side.name)"
    case "load": "loading \(side.name)"
    case "allocate": "allocating tensors of \(side.name)"
    case "feed": "setting inputs of \(side.name)"
    case "run": "running \(side.name)"
    default: "reading tensors of \(side.name)"
    }
  }

  /// The last lines of what was said, safe to show; the first may have lost its beginning.
  private static func lines(_ text: String) -> [String] {
    let all = text.split { $0 == "\n" || $0 == "\r\n" }.suffix(5)
    return all.map { String($0).trimmingSpaces.escapedForDisplay }.filter { !$0.isEmpty }
  }
}

extension String {
  fileprivate var trimmingSpaces: String {
    let end = lastIndex { $0 != " " }.map { index(after: $0) } ?? startIndex
    return String(self[..<end].drop { $0 == " " })
  }
}
