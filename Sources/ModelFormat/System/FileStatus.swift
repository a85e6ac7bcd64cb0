internal import Glibc

/// What the operating system knows about a file without reading it.
package struct FileStatus {
  /// What a path refers to.
  package enum Kind { case file, folder, pipe, other }

  /// The kind, with links followed.
  package let kind: Kind
  /// The size in bytes; of regular files only.
  package let size: Int
  /// Which file it is.
  package let identity: FileIdentity

  /// The file at a path, with links followed.
  package init(of path: FilePath) throws(SystemError) {
    var status = stat()
    guard stat(path.cString, &status) == 0 else { throw SystemError() }
    self.init(status)
  }

  /// The file that a descriptor has open.
  package init(of descriptor: Int32) throws(SystemError) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw SystemError() }
    self.init(status)
  }

  private init(_ status: stat) {
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      case S_IFIFO, S_IFSOCK: .pipe
      default: .other
      }
    size = Int(status.st_size)
    identity = FileIdentity(status)
  }
}

/// The identity of a file, whatever its names are.
package struct FileIdentity: Hashable, Sendable {
  private let device: UInt
  private let number: UInt

  fileprivate init(_ status: stat) {
    device = UInt(status.st_dev)
    number = UInt(status.st_ino)
  }
}
