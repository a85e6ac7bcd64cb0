internal import Glibc
public import ModelFormat

/// The text of a file with a profile.
public enum ProfileFile {
  /// The whole text.
  ///
  /// - Throws: `profile-not-readable` where there is no such file, or it is no text, or longer than
  ///   any profile.
  public static func text(of path: FilePath) throws(Diagnostic) -> String {
    func unreadable(_ reason: String) -> Diagnostic { .profileNotReadable(reason, file: path) }
    let descriptor = open(path.bytes.map { CChar(bitPattern: $0) } + [0], O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw unreadable(SystemError.words(errno)) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    // A little more than is allowed, so that what is longer is noticed.
    while bytes.count <= ProfileDocument.longest {
      let count = read(descriptor, &piece, piece.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw unreadable(SystemError.words(errno))
      }
      if count == 0 { break }
      bytes += piece.prefix(count)
    }
    guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
      throw unreadable("it is no UTF-8 text")
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
