internal import Glibc
internal import ModelFormat

/// The names in a folder, in the order of their bytes.
struct Folder {
  /// What stands under a name.
  enum Kind { case file, folder, other }

  /// Which folder it is, whatever its names are.
  struct Identity: Hashable {
    let device: UInt
    let number: UInt
  }

  let identity: Identity
  private(set) var names: [[UInt8]] = []

  /// Reads a folder; nil for one in `seen`, which it joins.
  init?(_ path: FilePath, seen: inout Set<Identity>) throws(BatchFailure) {
    let descriptor = open(path.systemText, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw BatchFailure(system: errno) }
    var status = stat()
    fstat(descriptor, &status)
    identity = Identity(device: UInt(status.st_dev), number: UInt(status.st_ino))
    guard seen.insert(identity).inserted else {
      close(descriptor)
      return nil
    }
    guard let stream = fdopendir(descriptor) else {
      close(descriptor)
      throw BatchFailure(system: errno)
    }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name != [0x2e] && name != [0x2e, 0x2e] { names.append(name) }
    }
    names.sort { $0.lexicographicallyPrecedes($1) }
  }

  /// What a path leads to, past every link.
  static func kind(of path: FilePath) throws(BatchFailure) -> Kind {
    var status = stat()
    guard stat(path.systemText, &status) == 0 else { throw BatchFailure(system: errno) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    default: return .other
    }
  }

  /// The first bytes of a file; nothing for one that cannot be read.
  static func head(of path: FilePath, count: Int) -> [UInt8] {
    let descriptor = open(path.systemText, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: count)
    let got = read(descriptor, &bytes, count)
    return Array(bytes.prefix(max(0, got)))
  }
}

extension FilePath {
  /// The path as C takes it.
  var systemText: [CChar] { bytes.map { CChar(bitPattern: $0) } + [0] }

  /// The path of a name in this folder.
  func appending(_ name: [UInt8]) -> FilePath {
    let slash = UInt8(ascii: "/")
    return FilePath(bytes: bytes + (bytes.last == slash ? [] : [slash]) + name)
  }

  /// The last part of the path.
  var nameBytes: [UInt8] { Array(bytes.split(separator: UInt8(ascii: "/")).last ?? []) }
}
