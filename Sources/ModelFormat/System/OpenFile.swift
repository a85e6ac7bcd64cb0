internal import Glibc

/// A file that is open for reading as long as this value exists.
package struct OpenFile: ~Copyable {
  package let descriptor: Int32

  /// Opens a file.
  ///
  /// - Parameter waits: whether to wait for a writer if the path is a pipe.
  package init(_ path: FilePath, waits: Bool = true) throws(SystemError) {
    let flags = O_RDONLY | O_CLOEXEC | (waits ? 0 : O_NONBLOCK)
    descriptor = open(path.cString, flags)
    guard descriptor >= 0 else { throw SystemError() }
  }

  /// Duplicates a descriptor, such as that of standard input.
  private init(duplicating original: Int32) throws(SystemError) {
    descriptor = dup(original)
    guard descriptor >= 0 else { throw SystemError() }
  }

  /// Opens a file, or standard input if the path is `-`.
  package static func named(_ path: FilePath) throws(SystemError) -> OpenFile {
    path.isStandardInput
      ? try OpenFile(duplicating: STDIN_FILENO) : try OpenFile(path)
  }

  deinit { close(descriptor) }

  /// Returns the descriptor; the caller closes it.
  package consuming func release() -> Int32 {
    let descriptor = descriptor
    discard self
    return descriptor
  }

  /// The remaining bytes, at most `limit`.
  package func bytes(atMost limit: Int = .max) throws(SystemError) -> [UInt8] {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: min(limit, 1 << 16))
    while bytes.count < limit {
      let room = min(piece.count, limit - bytes.count)
      let outcome = piece.withUnsafeMutableBytes { piece in
        Result { () throws(SystemError) in
          try SystemCall.read(descriptor, into: .init(rebasing: piece[..<room]))
        }
      }
      let count = try outcome.get()
      if count == 0 { break }
      bytes += piece[..<count]
    }
    return bytes
  }

  /// Passes each remaining line to `body`, without its line feed.
  package func forEachLine(_ body: ([UInt8]) throws -> Void) throws {
    var line: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = try piece.withUnsafeMutableBytes { try SystemCall.read(descriptor, into: $0) }
      if count == 0 { break }
      var rest = piece[..<count]
      while let feed = rest.firstIndex(of: 0x0a) {
        try body(line + rest[..<feed])
        line = []
        rest = rest[(feed + 1)...]
      }
      line += rest
    }
    if !line.isEmpty { try body(line) }
  }
}
