internal import Glibc

/// The path of a file, as the bytes that the operating system uses.
///
/// A path may hold any byte but NUL, UTF-8 or not.
public struct FilePath: Sendable, Hashable {
  /// The bytes, without a terminating zero.
  public let bytes: [UInt8]

  /// A path by its bytes.
  public init(bytes: [UInt8]) { self.bytes = bytes }

  /// A path by its text.
  public init(_ text: String) { bytes = Array(text.utf8) }

  /// The last part of the path, as text.
  public var fileName: String {
    String(decoding: bytes.split(separator: UInt8(ascii: "/")).last ?? [], as: UTF8.self)
  }

  /// `-`, which stands for standard input.
  public var isStandardInput: Bool { bytes == [UInt8(ascii: "-")] }
}

extension FilePath {
  /// The path as a C string.
  package var cString: [CChar] { bytes.map { CChar(truncatingIfNeeded: $0) } + [0] }

  /// Whether anything has this name, even a broken link.
  package var isTaken: Bool {
    var status = stat()
    return lstat(cString, &status) == 0
  }

  /// Whether there is a file that this process may read.
  package var isReadable: Bool { access(cString, R_OK) == 0 }

  /// Whether there is a program that this process may run.
  package var isRunnable: Bool {
    (try? FileStatus(of: self))?.kind == .file && access(cString, X_OK) == 0
  }

  /// The first program with this name in the folders of PATH; relative ones do not count, as they are
  /// wherever the caller stands.
  package var onPath: FilePath? {
    guard let folders = getenv("PATH").map({ String(cString: $0) }) else { return nil }
    return folders.split(separator: ":").lazy.filter { $0.hasPrefix("/") }
      .map { FilePath(bytes: Array("\($0)/".utf8) + bytes) }.first { $0.isRunnable }
  }

  /// The path with all links resolved; the path itself if it does not exist yet.
  package var resolved: FilePath {
    guard let real = realpath(cString, nil) else { return self }
    defer { free(real) }
    return FilePath(bytes: UnsafeRawBufferPointer(start: real, count: strlen(real)).map { $0 })
  }
}

extension FilePath: CustomStringConvertible {
  /// The path as text; bytes that are not UTF-8 show as U+FFFD.
  public var description: String { String(decoding: bytes, as: UTF8.self) }
}
