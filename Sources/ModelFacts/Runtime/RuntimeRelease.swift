public import ModelFormat

/// The number of a release of a runtime, such as `2.14.0`.
public struct RuntimeRelease: Equatable, Sendable {
  private let parts: [Int]

  /// Parses numbers separated by dots; nil for any other text.
  public init?(_ text: some StringProtocol) {
    // Bytes are split many times faster than characters, and an audit reads hundreds of releases.
    let words = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    var parts: [Int] = []
    for word in words {
      guard word.allSatisfy({ (48...57).contains($0) }),
        let part = Int(String(decoding: word, as: UTF8.self))
      else { return nil }
      parts.append(part)
    }
    self.parts = parts
  }
}

extension RuntimeRelease: Comparable {
  /// Earlier releases are less; a number that is left out is 0.
  public static func < (a: Self, b: Self) -> Bool {
    for index in 0..<max(a.parts.count, b.parts.count) {
      let (left, right) = (a.part(index), b.part(index))
      if left != right { return left < right }
    }
    return false
  }

  private func part(_ index: Int) -> Int { index < parts.count ? parts[index] : 0 }
}

extension RuntimeRelease: CustomStringConvertible {
  /// `2.14.0`.
  public var description: String { parts.map { "\($0)" }.joined(separator: ".") }
}

extension Model {
  /// The text of the metadata `min_runtime_version`, up to the first zero byte; nil if there is
  /// none.
  public var statedRuntime: String? {
    for entry in metadata {
      if let text = text(of: entry) { return text }
    }
    return nil
  }

  /// The text of a metadata entry named `min_runtime_version`, up to the first zero byte; nil for
  /// others, and for an empty text.
  public func text(of entry: Metadata) -> String? {
    guard entry.name?.text == "min_runtime_version",
      let data = buffer(entry.buffer)?.contents, data.count > 0
    else { return nil }
    // The field has 16 bytes; a longer text is not a release.
    let text = data.scalars(of: UInt8.self).prefix(64).prefix { $0 != 0 }
    // A converter leaves empty text as a placeholder.
    return text.isEmpty ? nil : String(decoding: text, as: UTF8.self)
  }
}
