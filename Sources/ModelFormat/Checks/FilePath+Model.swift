extension FilePath {
  /// True for a regular file that begins as a model does; it need not be a sound one.
  package var holdsAModel: Bool {
    guard (try? FileStatus(of: self))?.kind == .file, let file = try? OpenFile(self, waits: false),
      let head = try? file.bytes(atMost: 8), head.count == 8
    else { return false }
    return head[4...].elementsEqual(FileKind.identifier)
  }

  /// What is wrong with a file that should be text, and is not UTF-8.
  package var whyNotText: String { holdsAModel ? "it is a model" : "it is not UTF-8" }
}
