public import ModelFormat

/// The text of a file with a profile.
public enum ProfileFile {
  /// The whole text.
  ///
  /// - Throws: `profile-not-readable` if the file does not exist, is not text, or is longer than any profile.
  public static func text(of path: FilePath) throws(Diagnostic) -> String {
    func unreadable(_ reason: String) -> Diagnostic { .profileNotReadable(reason, file: path) }
    let bytes: [UInt8]
    do throws(SystemError) {
      // A little more than is allowed, so that longer files are noticed.
      bytes = try OpenFile(path).bytes(atMost: ProfileDocument.longest + 1)
    } catch {
      throw unreadable(error.words)
    }
    guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
      throw unreadable("it is not UTF-8")
    }
    return text
  }
}

extension TargetProfile {
  /// Reads a profile from a YAML file.
  public init(contentsOf path: FilePath) throws(Diagnostic) {
    self = try ProfileReader.profile(try ProfileFile.text(of: path), file: path)
  }
}
