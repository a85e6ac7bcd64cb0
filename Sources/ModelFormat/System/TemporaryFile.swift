internal import CFlatBuffers
internal import Glibc

/// A file in the folder where it will get its name.
///
/// Until then it has no name if the file system supports that, so nothing is left of it even if the process
/// is killed.
package struct TemporaryFile: ~Copyable {
  package let descriptor: Int32
  private let folder: [UInt8]
  /// Nil if it has none.
  private var name: FilePath?

  /// A new file next to `target`; `named` gives it a temporary name even if it needs none.
  package init(beside target: FilePath, named: Bool = false) throws(SystemError) {
    let slash = target.bytes.lastIndex(of: UInt8(ascii: "/"))
    folder = slash.map { Array(target.bytes[...$0]) } ?? Array("./".utf8)
    let unnamed = named ? -1 : cfb_open_unnamed(FilePath(bytes: folder).cString)
    // Without /proc, such a file cannot be opened again or get a name.
    if unnamed >= 0, access(Self.path(of: unnamed).cString, F_OK) == 0 {
      descriptor = unnamed
      return
    }
    if unnamed >= 0 { close(unnamed) }
    let path = Self.unusedName(in: folder)
    let flags = O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC
    descriptor = open(path.cString, flags, 0o666)
    guard descriptor >= 0 else { throw SystemError() }
    name = path
  }

  deinit {
    close(descriptor)
    if let name { unlink(name.cString) }
  }

  /// A path that opens the file.
  package var path: FilePath { name ?? Self.path(of: descriptor) }

  /// Flushes its bytes to disk.
  package func sync() throws(SystemError) {
    guard fsync(descriptor) == 0 else { throw SystemError() }
  }

  /// Gives the file its name, replacing an existing file if that is allowed.
  ///
  /// - Throws: `EEXIST` if the name is taken and may not be replaced.
  package consuming func publish(as target: FilePath, replacing: Bool) throws(SystemError) {
    if name == nil {
      let first = replacing ? Self.unusedName(in: folder) : target
      let flags = AT_SYMLINK_FOLLOW
      guard linkat(AT_FDCWD, path.cString, AT_FDCWD, first.cString, flags) == 0 else {
        throw SystemError()
      }
      if !replacing { return syncFolder() }
      name = first
    }
    if replacing {
      guard rename(path.cString, target.cString) == 0 else { throw SystemError() }
      name = nil
    } else {
      // Unlike a rename, a link never replaces; the first name is removed with this value. Not every file
      // system has links; the caller has checked that the name is free.
      if linkat(AT_FDCWD, path.cString, AT_FDCWD, target.cString, 0) == 0 { return syncFolder() }
      guard errno != EEXIST else { throw SystemError() }
      guard rename(path.cString, target.cString) == 0 else { throw SystemError() }
      name = nil
    }
    syncFolder()
  }

  /// Flushes the folder, so that the name survives a loss of power.
  ///
  /// Some file systems cannot do this; the file itself is complete either way.
  private func syncFolder() {
    let opened = open(FilePath(bytes: folder).cString, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard opened >= 0 else { return }
    fsync(opened)
    close(opened)
  }

  private static func path(of descriptor: Int32) -> FilePath {
    FilePath("/proc/self/fd/\(descriptor)")
  }

  private static func unusedName(in folder: [UInt8]) -> FilePath {
    let number = String(UInt64.random(in: .min ... .max), radix: 36)
    return FilePath(bytes: folder + Array(".tflens-\(number)".utf8))
  }
}
