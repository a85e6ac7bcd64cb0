internal import Glibc

extension FilePath {
  private static let slash = UInt8(ascii: "/")

  /// The current folder; nil if it no longer has a path.
  package static var current: FilePath? {
    guard let here = getcwd(nil, 0) else { return nil }
    defer { free(here) }
    return FilePath(bytes: Array(UnsafeRawBufferPointer(start: here, count: strlen(here))))
  }

  /// The path of a name in this folder.
  package func appending(_ name: [UInt8]) -> FilePath {
    FilePath(bytes: bytes + (bytes.last == Self.slash ? [] : [Self.slash]) + name)
  }

  /// The path from the root, without `.` and `..`; links are left as they are.
  public var absolute: FilePath {
    guard bytes.first != Self.slash else { return FilePath(bytes: Self.path(from: parts)) }
    guard let folder = Self.current else { return self }
    return FilePath(bytes: Self.path(from: folder.parts + parts))
  }

  /// The folder that the path is in; for the root, the root.
  public var folder: FilePath {
    guard let last = bytes.lastIndex(of: Self.slash) else { return FilePath(".") }
    return FilePath(bytes: last == 0 ? [Self.slash] : Array(bytes[..<last]))
  }

  /// The path relative to a folder; unchanged if it is not below that.
  ///
  /// - Parameter folder: an absolute path.
  public func relative(to folder: FilePath) -> FilePath {
    guard !isStandardInput else { return self }
    let (own, above) = (absolute.parts, folder.absolute.parts)
    guard own.count > above.count, own.starts(with: above) else { return self }
    return FilePath(bytes: Array(own.dropFirst(above.count).joined(separator: [Self.slash])))
  }

  private var parts: [[UInt8]] { bytes.split(separator: Self.slash).map(Array.init) }

  private static func path(from parts: [[UInt8]]) -> [UInt8] {
    var kept: [[UInt8]] = []
    for part in parts {
      switch part {
      case [0x2e]: continue
      case [0x2e, 0x2e]: _ = kept.popLast()
      default: kept.append(part)
      }
    }
    return [slash] + kept.joined(separator: [slash])
  }
}

extension FilePath {
  /// Whether two paths name one file, which need not exist yet.
  package func isSameFile(as other: FilePath) -> Bool {
    if let own = try? FileStatus(of: self), let its = try? FileStatus(of: other) {
      return own.identity == its.identity
    }
    let (own, its) = (resolved.absolute, other.resolved.absolute)
    guard own.fileName == its.fileName, let ownFolder = try? FileStatus(of: own.folder),
      let itsFolder = try? FileStatus(of: its.folder)
    else { return false }
    return ownFolder.identity == itsFolder.identity
  }
}
