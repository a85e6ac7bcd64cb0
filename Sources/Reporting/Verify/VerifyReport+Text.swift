internal import ModelFormat
internal import Verifying

extension VerifyReport {
  /// Writes the form for people.
  public func writeText(to text: TextWriter) throws {
    try text.prose(answer(text.style))
    try text.line()
    try text.facts(facts)
    try text.heading("Outputs")
    try text.table(table(verification.outputs))
    if let whatIf = verification.whatIf { try write(whatIf, to: text) }
    if let operators = verification.operators {
      // The ranking says more about the tensors than a list of those that differ.
      try writeRanking(of: operators, to: text)
      return
    }

    let tensors = verification.tensors
    guard !tensors.isEmpty else { return }
    let kept = tensors.filter { $0.figures != nil }
    let different = kept.filter { $0.figures?.areEqual == false }
    let equal = "\(kept.count - different.count) of \(tensors.count) equal"
    let lost = tensors.count - kept.count
    let rest = lost == 0 ? "" : ", \(lost) could not be compared"
    try text.heading("Tensors with the same name in both models: \(equal)\(rest)")
    if !different.isEmpty { try text.table(table(different)) }
  }

  /// The result in one line.
  private func answer(_ style: TextStyle) -> String {
    let name = style.bold("\(b.description.escapedForDisplay):") + " "
    let other = a.description.escapedForDisplay
    let figures = verification.outputs.compactMap(\.figures)
    if figures.isEmpty { return name + style.doubtful("no outputs") + " to compare with \(other)" }
    if figures.allSatisfy(\.areEqual) {
      // Where both are NaN, nothing was compared.
      let nan = figures.contains(where: \.hasNaN) ? ", but they contain NaN" : ""
      return name + style.good("PASS") + ": outputs identical to \(other)\(nan)"
    }
    let distance = distances(figures).joined(separator: " and ")
    return name + (isWithinTolerance ? style.good("PASS") : style.bad("FAIL"))
      + ": outputs differ from \(other) by up to \(distance) (\(allowance(figures)))"
  }

  /// The largest differences of the outputs with codes, and of those without.
  private func distances(_ figures: [TensorFigures]) -> [String] {
    let codes = figures.compactMap(\.maxCodes).reduce(nil as Double?, Self.worse)
    let real = figures.filter { $0.maxCodes == nil }.map(\.maxAbs)
      .reduce(nil as Double?, Self.worse)
    return [
      codes.map { "\($0.asFigure) code\($0 == 1 ? "" : "s")" },
      real.map { $0.isNaN ? "NaN" : "\($0.asFigure)" },
    ].compactMap { $0 }
  }

  private func allowance(_ figures: [TensorFigures]) -> String {
    [
      figures.contains { $0.maxCodes != nil }
        ? "--tolerance-codes \(tolerance.codes.asFigure)" : nil,
      figures.contains { $0.maxCodes == nil } ? "--tolerance \(tolerance.real.asFigure)" : nil,
    ].compactMap { $0 }.joined(separator: " and ")
  }

  /// NaN is worse than any number.
  private static func worse(_ a: Double?, _ b: Double) -> Double {
    guard let a, !b.isNaN else { return b }
    return a.isNaN ? a : max(a, b)
  }

  private var facts: [(name: String, value: String)] {
    let (environment, runtimes) = (verification.environment, verification.settings.runtimes)
    let program = environment.program.description
    var facts: [(name: String, value: String)] = []
    if runtimes.a == runtimes.b {
      facts.append((runtimes.a.title, version(of: runtimes.a)))
    } else {
      facts.append(("reference", "\(runtimes.a.title) \(version(of: runtimes.a))"))
      facts.append(("candidate", "\(runtimes.b.title) \(version(of: runtimes.b))"))
    }
    facts += [
      ("Python", "\(environment.python), \(program)".escapedForDisplay), ("inputs", inputsText),
    ]
    for (input, source) in zip(verification.inputs, verification.sources) {
      facts.append(("", "\(input.name): \(words(about: source))".escapedForDisplay))
    }
    for input in verification.inputs where !input.sharesCodes {
      facts.append(
        (
          "",
          "\(input.name.escapedForDisplay): \(input.a.type.name) in the reference, \(input.b.type.name) "
            + "in the candidate; both get the same real numbers"
        ))
    }
    if let accuracy = verification.accuracy {
      facts.append(("accuracy", accuracy.text))
    }
    if let first = verification.firstDivergence {
      let producer = first.pair.producer.map { ", written by \($0.label)" }
      facts.append(("first difference", "'\(first.pair.name.escapedForDisplay)'\(producer ?? "")"))
    }
    return facts
  }

  /// Its version, and the kernels that ran.
  private func version(of runtime: ModelRuntime) -> String {
    let kernels = runtime == .litert ? verification.settings.kernels.rawValue : "reference"
    return "\(verification.version(of: runtime) ?? ""), \(kernels) kernels".escapedForDisplay
  }

  private var inputsText: String {
    let runs = verification.runCount.counted("run")
    return switch verification.settings.inputs {
    case .drawn(let seed, _): "\(runs), random, seed \(seed)"
    case .files(let paths, _, _):
      "\(runs) from \(paths.map(\.description).joined(separator: ", ").escapedForDisplay)"
    }
  }

  /// What held the samples of an input, and how they became numbers.
  private func words(about source: InputSource) -> String {
    var isStated = true
    if case .files(_, .some, _) = verification.settings.inputs { isStated = false }
    return source.words(isStated: isStated)
  }

  private func table(_ differences: [TensorDifference]) -> TextTable {
    var table = TextTable([
      .init(title: "op", isRight: true),
      .init(title: "name", givesWay: 1, cut: .middle),
      .init(title: "type", dropsOut: 2), .init(title: "max codes", isRight: true),
      .init(title: "mean codes", isRight: true, dropsOut: 1),
      .init(title: "max abs", isRight: true),
      .init(title: "equal", isRight: true), .init(title: "1 - cosine", isRight: true, dropsOut: 3),
    ])
    for difference in differences {
      let (pair, figures) = (difference.pair, difference.figures)
      let types = Set([pair.a.type.name, pair.b.type.name])
      table.add([
        "\(pair.producer.map { "\($0.index)" } ?? "")", .init(pair.name.escapedForDisplay),
        .init(types.count == 1 ? pair.a.type.name : "\(pair.a.type.name)/\(pair.b.type.name)"),
        .init(figures?.maxCodes?.asFigure ?? "-"), .init(figures?.meanCodes?.asFigure ?? "-"),
        .init(figures?.maxAbs.asFigure ?? "-"), .init(figures?.equalText ?? "-"),
        .init(figures?.cosineText ?? "-"),
      ])
    }
    return table
  }
}

extension Accuracy {
  /// `reference 98.44% (443 of 450), candidate 98.22% (442); 3 predictions differ`.
  var text: String {
    let (a, b) = (Self.percent(fractions.a), Self.percent(fractions.b))
    return
      "reference \(a) (\(correctCounts.a) of \(sampleCount)), "
      + "candidate \(b) (\(correctCounts.b) of \(sampleCount)); "
      + (differentCount == 0
        ? "same predictions"
        : "\(differentCount.counted("prediction")) differ\(differentCount == 1 ? "s" : "")")
  }

  /// The accuracy of the second model: `98.22%`.
  var percentOfB: String { Self.percent(fractions.b) }

  private static func percent(_ fraction: Double) -> String {
    "\((fraction * 100).rounded(toDigits: 2))%"
  }
}

extension TensorFigures {
  /// `all`, or the share in percent, never rounded up to 100.
  fileprivate var equalText: String {
    areEqual ? "all" : "\(min(99.99, equalFraction * 100).asFigure)%"
  }

  /// The distance of the cosine from 1.
  var cosineText: String? { cosine.map { (1 - $0).asFigure } }
}
