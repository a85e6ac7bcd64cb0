extension FilePath {
  /// True for a regular file that begins as a model does; it need not be a sound one.
  package var holdsAModel: Bool {
    guard (try? FileStatus(of: self))?.kind == .file, let file = try? OpenFile(self, waits: false),
      let head = try? file.bytes(atMost: 8)
    else { return false }
    return FileKind.isModel(head)
  }
}
