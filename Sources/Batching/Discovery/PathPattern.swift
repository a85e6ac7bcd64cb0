internal import Glibc
internal import ModelFormat

/// Shell patterns that arrive here because they were quoted.
enum PathPattern {
  /// Whether a path can be a pattern.
  static func isPattern(_ path: FilePath) -> Bool {
    path.bytes.contains { "*?[".utf8.contains($0) }
  }

  /// Whether a path can only be a pattern, because no file has this name.
  ///
  /// A bracket is as likely part of a name.
  static func isUnmatched(_ path: FilePath) -> Bool {
    guard path.bytes.contains(where: { "*?".utf8.contains($0) }) else { return false }
    do throws(SystemError) {
      _ = try FileStatus(of: path)
      return false
    } catch {
      return error.number == ENOENT
    }
  }

  /// Whether a name fits a pattern; `*` does not cross a slash.
  static func matches(_ name: [UInt8], _ pattern: [UInt8]) -> Bool {
    fnmatch(FilePath(bytes: pattern).cString, FilePath(bytes: name).cString, FNM_PATHNAME) == 0
  }

  /// The paths that fit a pattern, in the order of their names; none if it cannot be searched.
  static func paths(_ pattern: FilePath) -> [FilePath] {
    var found = glob_t()
    defer { globfree(&found) }
    guard glob(pattern.cString, 0, nil, &found) == 0 else { return [] }
    return (0..<Int(found.gl_pathc)).compactMap { index in
      found.gl_pathv[index].map { path in
        FilePath(bytes: Array(UnsafeRawBufferPointer(start: path, count: strlen(path))))
      }
    }
  }
}
