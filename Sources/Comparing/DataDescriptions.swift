internal import ModelFormat

/// Two pieces of data that differ, described so that the descriptions differ too.
///
/// Short text is shown as it is. Of other data, the sizes are shown, and the text in it that only one side has,
/// such as the version of a converter; otherwise how many bytes differ.
struct DataDescriptions {
  /// The data of A; nil if A has none.
  let a: String?
  /// The data of B; nil if B has none.
  let b: String?

  init(_ dataA: ByteRange?, _ dataB: ByteRange?) {
    if let textA = dataA?.shortText, let textB = dataB?.shortText, textA != textB {
      (a, b) = (textA, textB)
      return
    }
    let (sizeA, sizeB) = (dataA?.count.counted("byte"), dataB?.count.counted("byte"))
    guard let dataA, let dataB, let sizeA, let sizeB else {
      (a, b) = (sizeA, sizeB)
      return
    }
    let (textsA, textsB) = (dataA.texts, dataB.texts)
    let (onlyA, onlyB) = (Self.list(textsA, without: textsB), Self.list(textsB, without: textsA))
    if onlyA != onlyB {
      (a, b) = (sizeA + onlyA, sizeB + onlyB)
    } else if dataA.count == dataB.count {
      let count = dataA.differingByteCount(from: dataB)
      (a, b) = (sizeA, "\(sizeB), \(count) of them different")
    } else {
      (a, b) = (sizeA, sizeB)
    }
  }

  private static let mostTexts = 3
  private static let longestText = 40

  /// ` with 'one', 'other'`: the first texts that are not among others; empty if there are none.
  private static func list(_ texts: [String], without others: [String]) -> String {
    let own = Set(texts).subtracting(others)
    let shown = texts.filter(own.contains).prefix(mostTexts).map { text in
      text.count > longestText ? "'\(text.prefix(longestText))...'" : "'\(text)'"
    }
    return shown.isEmpty ? "" : " with \(shown.joined(separator: ", "))"
  }
}

extension ByteRange {
  /// The data as text if it is a few printable characters, without trailing zeros.
  fileprivate var shortText: String? {
    guard count <= 64 else { return nil }
    let bytes = Array(scalars(of: UInt8.self))
    let text = bytes.prefix { $0 != 0 }
    guard !text.isEmpty, text.allSatisfy(\.isPrintable),
      bytes.dropFirst(text.count).allSatisfy({ $0 == 0 })
    else { return nil }
    return "'\(String(decoding: text, as: UTF8.self))'"
  }

  /// The runs of at least six printable characters in the first 16 KiB.
  ///
  /// Shorter runs are rarely text.
  fileprivate var texts: [String] {
    part(0..<16 << 10).scalars(of: UInt8.self).split { !$0.isPrintable }
      .filter { $0.count >= 6 }.map { String(decoding: $0, as: UTF8.self) }
  }
}

extension UInt8 {
  /// True for a printable ASCII character.
  fileprivate var isPrintable: Bool { (0x20..<0x7f).contains(self) }
}
