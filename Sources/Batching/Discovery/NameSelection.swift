internal import Glibc
internal import ModelFormat

/// Which names of a folder or an archive are models.
public struct NameSelection: Sendable {
  /// The endings that models have.
  public static let usual = ["*.tflite", "*.lite"]
  private static let archives = [".apk", ".litertlm", ".task", ".zip"]

  private let patterns: [[CChar]]
  private let isUsual: Bool

  /// Names that fit one of the shell's patterns; the usual ones if there is none.
  public init(globs: [String] = []) {
    isUsual = globs.isEmpty
    patterns = (isUsual ? Self.usual : globs).map {
      $0.utf8.map { CChar(truncatingIfNeeded: $0) } + [0]
    }
  }

  /// Whether a name is that of a model.
  ///
  /// A pattern with a slash is held to the whole path, any other to its last part.
  func includes(path: [UInt8]) -> Bool {
    let slash = UInt8(ascii: "/")
    let name = path.split(separator: slash).last.map(Array.init) ?? []
    return patterns.contains { pattern in
      let whole = pattern.contains(CChar(truncatingIfNeeded: slash))
      let subject = (whole ? path : name).map { CChar(truncatingIfNeeded: $0) } + [0]
      return fnmatch(pattern, subject, 0) == 0
    }
  }

  /// Whether the first bytes decide: `*.bin` is many things.
  func dependsOnContent(path: [UInt8]) -> Bool {
    isUsual && path.suffix(4).elementsEqual(".bin".utf8)
  }

  /// Whether the first bytes of an archive's member decide: in a `.task`, models may have names
  /// without an ending (`TF_LITE_PREFILL_DECODE`).
  func dependsOnContent(member: [UInt8]) -> Bool {
    let name = member.split(separator: UInt8(ascii: "/")).last ?? []
    return isUsual && !name.contains(UInt8(ascii: ".")) || dependsOnContent(path: member)
  }

  /// Whether a model in a container counts: all of them, unless patterns say which.
  func includesSection(_ section: ArchiveMember) -> Bool {
    isUsual || includes(path: section.name)
  }

  /// Whether a name is that of an archive that may hold models.
  static func isArchive(path: [UInt8]) -> Bool {
    archives.contains { path.suffix($0.utf8.count).elementsEqual($0.utf8) }
  }

  /// Whether a file begins as a model does (schema: `file_identifier`, at byte 4).
  static func isModel(head: [UInt8]) -> Bool {
    head.count >= 8 && head[4..<8].elementsEqual("TFL3".utf8)
  }

  /// Whether a file begins as a LiteRT-LM container does, or as a zip archive: with a file or with
  /// its end.
  static func isArchive(head: [UInt8]) -> Bool {
    LiteRTLMFile.isContainer(head: head) || head.starts(with: [0x50, 0x4b, 0x03, 0x04])
      || head.starts(with: [0x50, 0x4b, 0x05, 0x06])
  }
}
