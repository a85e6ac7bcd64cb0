internal import Glibc
internal import ModelFormat

/// The names in a folder, in the order of their bytes.
struct Folder {
  private(set) var names: [[UInt8]] = []

  /// Reads a folder; nil for one in `seen`, which it joins.
  init?(_ path: FilePath, seen: inout Set<FileIdentity>) throws(BatchFailure) {
    do throws(SystemError) {
      let file = try OpenFile(path, waits: false)
      guard seen.insert(try FileStatus(of: file.descriptor).identity).inserted else { return nil }
      guard let stream = fdopendir(file.descriptor) else { throw SystemError() }
      // The stream closes the descriptor.
      _ = file.release()
      defer { closedir(stream) }
      while let entry = readdir(stream) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
        if name != [0x2e] && name != [0x2e, 0x2e] { names.append(name) }
      }
    } catch {
      throw BatchFailure(error)
    }
    names.sort { $0.lexicographicallyPrecedes($1) }
  }

  /// What a path leads to, past every link.
  static func kind(of path: FilePath) throws(BatchFailure) -> FileStatus.Kind {
    do throws(SystemError) {
      return try FileStatus(of: path).kind
    } catch {
      throw BatchFailure(error)
    }
  }

  /// The first bytes of a file; nothing for one that cannot be read.
  static func head(of path: FilePath, count: Int) -> [UInt8] {
    guard let file = try? OpenFile(path, waits: false) else { return [] }
    return (try? file.bytes(atMost: count)) ?? []
  }
}
