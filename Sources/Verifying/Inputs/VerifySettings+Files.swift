internal import ModelFormat

extension VerifySettings {
  /// Throws if a file of inputs or labels does not exist, before a runtime is started.
  ///
  /// Patterns, and paths after the name of an input, are left to the reader of the inputs, which knows the model's names.
  func checkFiles() throws(Diagnostic) {
    for path in inputs.paths where path.isMissing && !path.bytes.contains(UInt8(ascii: "=")) {
      throw .notFound(.inputsUnusable).about(path)
    }
    if let labels, labels.isMissing { throw .notFound(.labelsUnusable).about(labels) }
  }
}

extension FilePath {
  private static let patternCharacters = Set("*?[".utf8)

  /// Whether nothing has this name, and the name is not a pattern.
  fileprivate var isMissing: Bool {
    !isTaken && Self.patternCharacters.isDisjoint(with: bytes)
  }
}
