public import ModelFormat

// Failures to run two models, or to compare them.

extension Diagnostic.Code {
  /// No Python with the runtime was found.
  public static let runtimeMissing = Self("runtime-missing", .unreadable)
  /// A Python was found, but does not work.
  public static let runtimeBroken = Self("runtime-broken", .unreadable)
  /// The runtime rejects a model, with a message.
  public static let modelRefused = Self("model-refused", .unreadable)
  /// The runtime crashed.
  public static let runtimeDied = Self("runtime-died", .unreadable)
  /// The runtime did not finish in time.
  public static let runtimeTimeout = Self("runtime-timeout", .unreadable)
  /// The models have inputs or outputs that do not match.
  public static let notComparable = Self("not-comparable", .unreadable)
  /// The files of inputs cannot be read, or do not fit the models.
  public static let inputsUnusable = Self("inputs-unusable", .unreadable)
  /// The file of labels cannot be read, or does not fit the samples or the models.
  public static let labelsUnusable = Self("labels-unusable", .unreadable)
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
      .notComparable,
      "the reference model has \(a.counted(what)), and the candidate has \(b.counted(what))",
      "the numbers must be equal", fix: "Compare models with the same inputs and outputs.")
  }

  static func noNumbers(_ what: String, _ tensor: Tensor, _ side: ModelSide) -> Self {
    let name = (tensor.name?.text ?? "").escapedForDisplay
    return Self(
      .notComparable, "\(what) '\(name)' of \(side.name) is \(tensor.type.name)",
      "it must hold numbers of 8 bits or more", fix: "tflens cannot compare such models.",
      file: side.path)
  }

  static func shapes(_ what: String, _ name: String, _ a: String, _ b: String) -> Self {
    Self(
      .notComparable,
      "\(what) '\(name.escapedForDisplay)' has the shape [\(a)] in the reference model and [\(b)] in the candidate",
      "the shapes must be equal", fix: "Compare models with the same inputs and outputs.")
  }

  static func nothingToMeasure(_ path: FilePath) -> Self {
    Self(
      .notComparable, "the first subgraph has no activation that can be measured",
      "there must be a float tensor, or an 8-bit or 16-bit one with one scale",
      fix: "`tflens inspect` lists the tensors and their types.", file: path)
  }

  static func notAFile(_ side: ModelSide) -> Self {
    Self(
      .notAFile, "\(side.name) is a pipe or a device", "it must be a file",
      fix: "Save it to a file: \(side.runtime.title) reads the model itself.", file: side.path)
  }

  static func notCopied(_ error: SystemError) -> Self {
    Self(
      .notWritable, "the model cannot be copied to a file for the runtime: \(error.words)",
      fix: "Check the free space in the folder for temporary files, or name another with TMPDIR.")
  }

  /// The second line of `message`, if there is one, says what to do.
  static func inputs(_ message: String) -> Self {
    let lines = message.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    let fix = lines.count > 1 && !lines[1].isEmpty ? String(lines[1]) : nil
    return Self(
      .inputsUnusable, "unusable inputs: \(String(lines[0]).escapedForDisplay)",
      fix: fix?.escapedForDisplay
        ?? "`tflens verify --help` lists what --inputs accepts; "
        + "np.savez('inputs.npz', name=array) writes such a file in Python.")
  }

  static func labels(_ message: String) -> Self {
    Self(
      .labelsUnusable, "unusable labels: \(message.escapedForDisplay)",
      fix: "Give one class index for each sample, counted from 0; numpy writes them with "
        + "np.save('labels.npy', array).")
  }

  static func labelsNeedOneOutput(_ count: Int) -> Self {
    Self(
      .labelsUnusable, "the models have \(count.counted("output"))",
      "--labels is for models with one",
      fix: "Compare the models without --labels.")
  }

  static func noPillow(_ python: FilePath) -> Self {
    let program = python.description.escapedForDisplay
    return Self(
      .inputsUnusable, "'\(program)' has no module 'PIL', which reads PNG and JPEG files",
      fix: "Install it with `\(program) -m pip install pillow`, or convert the images to NPY.")
  }
}

// A runtime that is missing or fails.
extension Diagnostic {
  /// `looked` lists what was found in each place, and `python` is the first program that could be run.
  static func missing(_ runtimes: [ModelRuntime], _ looked: [String], python: String?) -> Self {
    let isOne = runtimes.count == 1
    guard let program = python?.escapedForDisplay else {
      return Self(
        .runtimeMissing, "no Python was found: \(looked.joined(separator: "; "))",
        fix: "Use --python to name a Python 3.9 or later that has "
          + "\(runtimes.map(\.title).joined(separator: " and ")).")
    }
    let packages = runtimes.map(\.installed).joined(separator: " ")
    return Self(
      .runtimeMissing,
      runtimes.map(\.title).joined(separator: " and ")
        + " \(isOne ? "was" : "were") not found: \(looked.joined(separator: "; "))",
      fix: "Install \(isOne ? "it" : "them") with `\(program) -m pip install \(packages) numpy`, "
        + "or use --python to name a Python that has \(isOne ? "it" : "both").")
  }

  static func broken(_ found: String, errors: String = "") -> Self {
    Self(
      .runtimeBroken, found,
      fix: "Check that this Python is 3.9 or later, or give another with --python.",
      notes: lines(errors))
  }

  /// A program that does not respond.
  static func silent(_ python: FilePath, seconds: Int) -> Self {
    Self(
      .runtimeTimeout,
      "'\(python.description.escapedForDisplay)' did not respond for more than "
        + seconds.counted("second"),
      fix: "Check that it is a Python with the runtime, or raise the limit with --timeout.")
  }

  /// A program that prints more than the limit for a response.
  static func endless(_ python: FilePath, limit: Int) -> Self {
    Self(
      .runtimeBroken,
      "'\(python.description.escapedForDisplay)' printed more than the \(limit) bytes "
        + "that a response can have",
      fix: "Check that it is a Python 3.9 or later, or give another with --python.")
  }

  static func refused(_ side: ModelSide, step: String, message: String, log: String) -> Self {
    let said = lines(message)
    return Self(
      .modelRefused,
      "\(side.runtime.title) rejected the model while \(doing(step, side)): \(said.first ?? "")",
      fix: message.contains("custom op")
        ? customFix(message, side)
        : "\(elsewhere(side)) may accept the model.",
      notes: said.dropFirst() + lines(log),
      file: side.path)
  }

  /// A custom operator is what a compiler made of a part of the model, or needs a kernel that applications bring.
  private static func customFix(_ message: String, _ side: ModelSide) -> String {
    let none = "\(side.runtime.title) has no kernel for the custom operator; "
    if ["edgetpu-custom-op", "ethos-u"].contains(where: message.contains) {
      return none + "use the original model, from before compilation."
    }
    let other = side.runtime == .litert ? ", or try --runtime tflm" : ""
    return none + "custom kernels are not loaded: use a model without it\(other)."
  }

  static func notImported(_ side: ModelSide, message: String, log: String) -> Self {
    Self(
      .runtimeBroken,
      "\(side.runtime.title) cannot be imported: \(message.escapedForDisplay)",
      fix: "Install it again: `python3 -m pip install --force-reinstall "
        + "\(side.runtime.installed) numpy`.",
      notes: lines(log))
  }

  static func died(_ side: ModelSide, step: String, how: String, log: String) -> Self {
    Self(
      .runtimeDied,
      "\(side.runtime.title) crashed with \(how.escapedForDisplay) while \(doing(step, side))",
      fix: "This is a bug in \(side.runtime.title), or it did not check an invalid model. "
        + "\(elsewhere(side)) may run it.", notes: lines(log), file: side.path)
  }

  static func timeout(_ side: ModelSide, step: String, seconds: Int, log: String) -> Self {
    Self(
      .runtimeTimeout,
      "\(side.runtime.title) was still \(doing(step, side)) after \(seconds.counted("second"))",
      fix: "Raise the limit with --timeout.", notes: lines(log), file: side.path)
  }

  /// What else may run a model that its runtime does not.
  private static func elsewhere(_ side: ModelSide) -> String {
    side.runtime == .litert ? "Other kernels (--kernels)" : "LiteRT (--runtime litert)"
  }

  /// What the runtime does in a step of `worker.py`, in words.
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

  /// The last lines of output, safe to show; the first may be incomplete.
  private static func lines(_ text: String) -> [String] {
    let all = text.split { $0 == "\n" || $0 == "\r\n" }.suffix(5)
    return all.map { String($0).trimmingSpaces.escapedForDisplay }
      .map { $0.count > 200 ? $0.prefix(200) + "..." : $0 }
      .filter { !$0.isEmpty }
  }
}

extension String {
  fileprivate var trimmingSpaces: String {
    let end = lastIndex { $0 != " " }.map { index(after: $0) } ?? startIndex
    return String(self[..<end].drop { $0 == " " })
  }
}
