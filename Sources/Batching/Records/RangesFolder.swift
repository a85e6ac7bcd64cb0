internal import Calibrating
private import Digests
public import ModelFormat

/// A folder with files of ranges, of which each model has at most one.
///
/// The file of a model is `SHA256.json`, with the SHA-256 of its bytes, or else `NAME.ranges.json`, with its file name
/// without the ending: for `a/net.tflite` and `app.apk!a/net.tflite`, `net.ranges.json`.
public struct RangesFolder: Sendable {
  private let path: FilePath

  /// The folder at a path.
  public init(_ path: FilePath) { self.path = path }

  /// The ranges of a model; nil if the folder has none.
  ///
  /// - Parameter sha256: the SHA-256 of all its bytes, in hexadecimal.
  /// - Throws: for a file that is there and cannot be used, about that file.
  func ranges(of item: BatchItem, sha256: String) throws(Diagnostic) -> Ranges? {
    let names = [Array("\(sha256).json".utf8), Self.name(of: item) + Array(".ranges.json".utf8)]
    for file in names.map(file) where file.isReadable {
      return try Ranges(reading: file)
    }
    return nil
  }

  /// A hash of the names and contents of its files that end in `.json`: if it does not change, neither do the ranges of
  /// any model.
  ///
  /// - Throws: why the folder, or one of these files, cannot be read.
  public func digest() throws(Diagnostic) -> String {
    var seen: Set<FileIdentity> = []
    guard let status = try? FileStatus(of: path) else {
      throw Diagnostic.rangesFolder("the folder does not exist").about(path)
    }
    guard status.kind == .folder else {
      throw Diagnostic.rangesFolder("it is not a folder").about(path)
    }
    let names: [[UInt8]]
    do throws(BatchFailure) {
      names = try Folder(path, seen: &seen)?.names ?? []
    } catch {
      throw Diagnostic.rangesFolder("the folder cannot be read: \(error.message)").about(path)
    }
    var hash = SHA256()
    for name in names where name.ends(with: Array(".json".utf8)) {
      let file = file(name)
      guard (try? FileStatus(of: file))?.kind != .folder else { continue }
      hash.update(name + [0])
      do throws(SystemError) {
        hash.update(SHA256.hash(try OpenFile(file, waits: false).bytes()).bytes)
      } catch {
        throw Diagnostic.rangesFolder("the file cannot be read: \(error.words)").about(file)
      }
    }
    return hash.digest.hexText
  }

  private func file(_ name: [UInt8]) -> FilePath {
    FilePath(bytes: path.bytes + Array("/".utf8) + name)
  }

  /// The last part of a path, without its ending.
  private static func name(of item: BatchItem) -> [UInt8] {
    let separators = [UInt8(ascii: "/"), UInt8(ascii: "!")]
    let name =
      item.displayPath.bytes.split(omittingEmptySubsequences: false) {
        separators.contains($0)
      }.last ?? []
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > name.startIndex else {
      return Array(name)
    }
    return Array(name[..<dot])
  }
}

extension [UInt8] {
  fileprivate func ends(with end: [UInt8]) -> Bool { suffix(end.count).elementsEqual(end) }
}
