extension FilePath {
  /// The text of a small file, such as a target profile or a configuration.
  ///
  /// - Parameters:
  ///   - limit: The most bytes that the file can have.
  ///   - failure: Makes the error from the reason, which follows "the file cannot be read:".
  /// - Throws: `failure` if the file cannot be opened or read, is longer than `limit`, is not UTF-8, or contains a NUL.
  package func text(
    atMost limit: Int, orThrow failure: (_ reason: String) -> Diagnostic
  ) throws(Diagnostic) -> String {
    let bytes: [UInt8]
    do throws(SystemError) {
      // One byte more than is allowed, so that longer files are noticed.
      bytes = try OpenFile(self).bytes(atMost: limit + 1)
    } catch {
      throw failure(error.words)
    }
    if FileKind.isModel(bytes) { throw failure("it is a model") }
    guard bytes.count <= limit else { throw failure("it has more than \(limit) bytes") }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw failure("it is not UTF-8")
    }
    if let place = bytes.firstIndex(of: 0) {
      throw failure("byte \(place) is NUL, which text does not contain")
    }
    return text
  }
}
