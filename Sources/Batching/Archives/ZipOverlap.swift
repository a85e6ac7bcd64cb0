internal import ModelFormat

/// Checks whether members of a zip archive overlap: a small archive can then inflate to any size, member by
/// member, and no packer writes such an archive.
///
/// Source: APPNOTE.TXT 6.3.10, 4.3.12 (central directory), 4.3.16 (its end), 4.5.3 (Zip64).
enum ZipOverlap {
  /// The first two members that overlap, as positions in the directory; nil if none do, or if the directory
  /// cannot be read, which minizip reports.
  static func find(in file: borrowing OpenFile) -> (Int, Int)? {
    guard let directory = Directory(file) else { return nil }
    let members = directory.members.enumerated().sorted { $0.element.start < $1.element.start }
    for (one, next) in zip(members, members.dropFirst())
    where next.element.start < one.element.end {
      return (min(one.offset, next.offset), max(one.offset, next.offset))
    }
    return nil
  }

  private struct Member {
    let start, end: UInt64
  }

  private struct Directory {
    private(set) var members: [Member] = []

    init?(_ file: borrowing OpenFile) {
      guard let size = try? FileStatus(of: file.descriptor).size, size > 22 else { return nil }
      let tailCount = min(size, 22 + 65_535 + 20)
      let tail = Bytes(file, at: UInt64(size - tailCount), count: tailCount)
      guard
        let end = stride(from: tail.count - 22, through: 0, by: -1)
          .first(where: { tail.number(4, $0) == 0x0605_4b50 })
      else { return nil }
      var (count, offset) = (tail.number(4, end + 12), tail.number(4, end + 16))
      if offset == 0xffff_ffff, end >= 20, tail.number(4, end - 20) == 0x0706_4b50 {
        let record = Bytes(file, at: tail.number(8, end - 20 + 8), count: 56)
        guard record.number(4, 0) == 0x0606_4b50 else { return nil }
        (count, offset) = (record.number(8, 40), record.number(8, 48))
      }
      // A directory of ten million short names; minizip reads all of it as well.
      guard count <= 1 << 30, count <= UInt64(size) else { return nil }
      read(Bytes(file, at: offset, count: Int(count)))
    }

    private mutating func read(_ entries: Bytes) {
      var at = 0
      while at + 46 <= entries.count, entries.number(4, at) == 0x0201_4b50 {
        let (name, extra) = (Int(entries.number(2, at + 28)), Int(entries.number(2, at + 30)))
        var (packed, start) = (entries.number(4, at + 20), entries.number(4, at + 42))
        if packed == 0xffff_ffff || start == 0xffff_ffff {
          let plain = entries.number(4, at + 24)
          wide(entries, at + 46 + name, extra, plain, &packed, &start)
        }
        let (end, overflow) = start.addingReportingOverflow(packed)
        // The local header has 30 bytes and the name; its extra fields may be shorter than here.
        members.append(
          Member(start: start, end: overflow ? .max : end.addingOr(UInt64(30 + name))))
        at += 46 + name + extra + Int(entries.number(2, at + 32))
      }
    }

    /// Sizes beyond 32 bits are in an extra field: only those that are needed, in this order.
    private func wide(
      _ entries: Bytes, _ from: Int, _ count: Int, _ plain: UInt64, _ packed: inout UInt64,
      _ start: inout UInt64
    ) {
      var at = from
      while at + 4 <= from + count {
        let size = Int(entries.number(2, at + 2))
        if entries.number(2, at) == 1 {
          var place = at + 4 + (plain == 0xffff_ffff ? 8 : 0)
          if packed == 0xffff_ffff {
            packed = entries.number(8, place)
            place += 8
          }
          if start == 0xffff_ffff { start = entries.number(8, place) }
          return
        }
        at += 4 + size
      }
    }
  }

  /// Bytes of a file; bytes beyond its end read as 0.
  private struct Bytes {
    private let bytes: [UInt8]
    var count: Int { bytes.count }

    init(_ file: borrowing OpenFile, at offset: UInt64, count: Int) {
      let descriptor = file.descriptor
      guard let offset = Int(exactly: offset), offset <= Int.max - count else {
        bytes = []
        return
      }
      bytes = [UInt8](unsafeUninitializedCapacity: count) { room, filled in
        filled = (try? SystemCall.read(descriptor, at: offset, into: .init(room))) ?? 0
      }
    }

    func number(_ size: Int, _ at: Int) -> UInt64 {
      guard at >= 0, at <= bytes.count - size else { return 0 }
      return (0..<size).reduce(0) { $0 | UInt64(bytes[at + $1]) << UInt64(8 * $1) }
    }
  }
}

extension UInt64 {
  /// The sum, or the largest number if it does not fit.
  fileprivate func addingOr(_ other: UInt64) -> UInt64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
