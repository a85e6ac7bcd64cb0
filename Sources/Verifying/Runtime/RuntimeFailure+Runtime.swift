internal import ModelFormat

// The words for a runtime that is missing or does not do what it is asked.
extension RuntimeFailure {
  /// `looked` says of each place what was found there.
  static func missing(_ looked: [String], python: String?) -> Self {
    let program = (python ?? "python3").escapedForDisplay
    return Self(
      .runtimeMissing, "LiteRT was not found: \(looked.joined(separator: "; "))",
      remedy: "Install it with `\(program) -m pip install ai-edge-litert numpy`, "
        + "or name a Python that has it: --python.")
  }

  static func broken(_ what: String, errors: String = "") -> Self {
    Self(
      .runtimeBroken, what,
      remedy: "See that this Python is 3.9 or later, or name another: --python.",
      lastWords: lines(errors))
  }

  /// A program that gives no sign of life.
  static func silent(_ python: FilePath, seconds: Int) -> Self {
    Self(
      .runtimeTimeout,
      "'\(python.description.escapedForDisplay)' was silent for more than \(seconds) "
        + "second\(seconds == 1 ? "" : "s")",
      remedy: "Check that it is a Python with LiteRT, or give it longer: --timeout.")
  }

  /// A program that says more than an answer can hold.
  static func endless(_ python: FilePath, limit: Int) -> Self {
    Self(
      .runtimeBroken,
      "'\(python.description.escapedForDisplay)' printed more than \(limit) bytes, the most "
        + "that an answer has",
      remedy: "Check that it is a Python 3.9 or later, or name another: --python.")
  }

  static func refused(_ side: Side, step: String, message: String, log: String) -> Self {
    Self(
      .modelRefused,
      "LiteRT refuses \(side.rawValue) while \(doing(step, side)): \(message.escapedForDisplay)",
      remedy: "Its own words say why; other kernels may take what these do not: --kernels.",
      model: side, lastWords: lines(log))
  }

  static func notImported(_ side: Side, message: String, log: String) -> Self {
    Self(
      .runtimeBroken, "LiteRT cannot be imported: \(message.escapedForDisplay)",
      remedy: "Install it again: `python3 -m pip install --force-reinstall ai-edge-litert numpy`.",
      lastWords: lines(log))
  }

  static func died(_ side: Side, step: String, how: String, log: String) -> Self {
    Self(
      .runtimeDied, "LiteRT died with \(how.escapedForDisplay) while \(doing(step, side))",
      remedy: "That is a fault of the runtime, or of a model that it does not check; "
        + "try other kernels: --kernels.",
      model: side, lastWords: lines(log))
  }

  static func timeout(_ side: Side, step: String, seconds: Int, log: String) -> Self {
    Self(
      .runtimeTimeout,
      "LiteRT was still \(doing(step, side)) after \(seconds) second\(seconds == 1 ? "" : "s")",
      remedy: "Give it longer: --timeout.", model: side, lastWords: lines(log))
  }

  static func notAFile(_ side: Side) -> Self {
    Self(
      .notAFile, "\(side.rawValue) is a pipe or a device; it must be a file",
      remedy: "LiteRT reads the model itself, a second time: save it to a file.", model: side)
  }

  static func inputs(_ message: String) -> Self {
    Self(
      .inputsUnusable, "the inputs cannot be used: \(message.escapedForDisplay)",
      remedy: "Write them with numpy: np.savez('inputs.npz', name=array).")
  }

  /// What LiteRT does in a step of `worker.py`.
  private static func doing(_ step: String, _ side: Side) -> String {
    switch step {
    case "import_": "starting for \(side.rawValue)"
    case "load": "loading \(side.rawValue)"
    case "allocate": "allocating tensors of \(side.rawValue)"
    case "feed": "setting inputs of \(side.rawValue)"
    case "run": "running \(side.rawValue)"
    default: "reading tensors of \(side.rawValue)"
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
