public import ModelFormat
internal import Rewriting

/// The descriptions of passes.
public struct PassListing: Listing {
  private let passes: [PassInfo]
  private let isWhole: Bool

  /// The passes with these names, or all passes if there are none.
  ///
  /// - Throws: for a name that no pass has.
  public init(_ names: [String]) throws(Diagnostic) {
    isWhole = names.isEmpty
    guard !isWhole else {
      passes = PassCatalog.all
      return
    }
    var named: [PassInfo] = []
    for name in names {
      // As an option of `rewrite`, or by name.
      let id = name.hasPrefix("--") ? String(name.dropFirst(2)) : name
      guard let pass = PassCatalog.all.first(where: { $0.id == id }) else {
        throw .unknownPass(id, among: PassCatalog.all.map(\.id))
      }
      named.append(pass)
    }
    passes = named
  }

  /// Writes the JSON form.
  public func writeJSON(to json: JSONWriter) throws {
    try json.object {
      try json.member("schema", "tflens.passes/1")
      try json.member("tool", ToolVersion.current)
      try json.key("passes")
      try json.array(of: passes) { pass in
        try json.object {
          try json.member("pass", pass.id)
          try json.member("summary", pass.summary)
          try json.member("guarantee", pass.guarantee.rawValue)
          try json.member("before", pass.before)
          try json.member("after", pass.after)
        }
      }
    }
    json.endDocument()
  }

  /// Writes the form for people: a table of all, or each pass in full if some were named.
  public func writeText(to text: TextWriter) throws {
    guard isWhole else {
      for (position, pass) in passes.enumerated() {
        if position > 0 { try text.line() }
        try text.prose("\(text.style.bold(pass.id)): \(pass.summary)")
        try text.line()
        try text.facts([
          (name: "before", value: pass.before), (name: "after", value: pass.after),
          (name: "effect", value: pass.guarantee.words),
        ])
      }
      return
    }
    try text.line("\(passes.count) passes; `tflens passes PASS` explains one")
    try text.line()
    var table = TextTable([
      .init(title: "pass"), .init(title: "effect"), .init(title: "what it does", givesWay: 1),
    ])
    for pass in passes {
      table.add([.init(pass.id), .init(pass.guarantee.rawValue), .init(pass.summary)])
    }
    try text.table(table)
  }

  /// Writes the page `docs/passes.md`.
  public func writeMarkdown(to output: OutputBuffer) {
    output.append(
      """
      # Passes

      Generated from the program by `make docs`; do not edit this page.

      `tflens rewrite` runs passes in the order of the command line. After each pass, it serializes
      the model, reads it back and verifies it as it would a file, and computes the certificate of each
      change from the result.

      """)
    for pass in passes {
      output.append(
        """

        ## \(pass.id)

        \(pass.summary). *\(pass.guarantee.rawValue)*: \(pass.guarantee.words).

        ```text
        before  \(pass.before)
        after   \(pass.after)
        ```

        """)
    }
  }
}

extension Guarantee {
  /// The guarantee for the new model, as a sentence without a full stop.
  fileprivate var words: String {
    switch self {
    case .sameOutputs: "every output code stays the same, bit for bit"
    case .sameCodes:
      "model inputs and outputs become integers; codes stay the same, bit for bit, if your program "
        + "quantizes inputs as the removed QUANTIZE did"
    case .sameNumbers:
      "every code represents the same number as before; kernels of another type may round "
        + "differently"
    case .changedCodes:
      "the report gives the max change of output codes and its basis: computed for every input code, "
        + "bounded, measured in test runs, or none"
    case .changedWeights:
      "weights or biases change; the report bounds the change of each layer's output codes, or says "
        + "that there is no bound"
    }
  }
}
