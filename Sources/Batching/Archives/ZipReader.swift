internal import CMinizip
internal import Glibc
internal import ModelFormat

/// A zip archive that is read in place: nothing is unpacked to disk.
///
/// minizip reads the list of files and inflates; a stored member needs neither.
final class ZipReader {
  /// The archive's path.
  let path: FilePath
  private let archive: unzFile

  /// The largest member that is inflated, in bytes.
  ///
  /// It is held in memory, and a worker stays below 64 MB.
  static let largestInflated = 40 << 20

  private static let downloadAgain =
    "If the archive is damaged, copy or download it again; members must not be encrypted."

  /// Opens the archive at `path`.
  init(_ path: FilePath) throws(BatchFailure) {
    try Self.checkOverlap(path)
    guard let archive = tflens_open_zip(path.cString) else {
      guard !path.holdsAModel else {
        throw BatchFailure(
          .unreadable, "not-an-archive", "the file is a model, and has no members",
          fix: "Remove the `!` and what follows it.")
      }
      guard Folder.head(of: path, count: 2).elementsEqual("PK".utf8) else {
        throw BatchFailure(
          .unreadable, "not-an-archive", "the file is no archive or container, and has no members",
          fix: "Check that this is the right file; C source with another name needs --array.")
      }
      throw BatchFailure(
        .unreadable, "archive-not-readable",
        "the zip archive cannot be read: it has no central directory", fix: Self.downloadAgain)
    }
    (self.path, self.archive) = (path, archive)
  }

  deinit { unzClose(archive) }

  private static func checkOverlap(_ path: FilePath) throws(BatchFailure) {
    let overlap: (Int, Int)?
    do throws(SystemError) {
      overlap = ZipOverlap.find(in: try OpenFile(path))
    } catch {
      throw BatchFailure(error)
    }
    guard let (first, second) = overlap else { return }
    throw BatchFailure(
      .unreadable, "overlapping-members",
      "members \(first) and \(second) of the archive use the same bytes; members must not overlap",
      fix: downloadAgain)
  }

  /// The members that are models by name or first bytes, and those that cannot be read.
  func members(
    _ names: NameSelection
  ) throws(BatchFailure) -> (members: [ArchiveMember], failures: [([UInt8], BatchFailure)]) {
    var members: [ArchiveMember] = []
    var failures: [([UInt8], BatchFailure)] = []
    for entry in try entries() where entry.name.last != UInt8(ascii: "/") {
      let isModel =
        names.includes(path: entry.name)
        || names.dependsOnContent(member: entry.name)
          && NameSelection.isModel(head: head(of: entry))
      guard isModel else { continue }
      do throws(BatchFailure) {
        members.append(try member(entry))
      } catch {
        failures.append((entry.name, error))
      }
    }
    return (members, failures)
  }

  /// The members with a name; those that a shell pattern names, if no name is the same.
  func members(named name: [UInt8]) throws(BatchFailure) -> [ArchiveMember] {
    let entries = try entries().filter { $0.name.last != UInt8(ascii: "/") }
    if let entry = entries.first(where: { $0.name == name }) { return [try member(entry)] }
    var members: [ArchiveMember] = []
    for entry in entries where PathPattern.matches(entry.name, name) {
      members.append(try member(entry))
    }
    guard !members.isEmpty else {
      throw BatchFailure(
        .unreadable, "no-such-member", "the archive has no member with this name",
        fix: BatchFailure.checkMember)
    }
    return members
  }

  /// Throws if a member claims more bytes than the limit.
  func checkSize(of member: ArchiveMember) throws(BatchFailure) {
    guard member.byteCount <= Self.largestInflated else { throw Self.bomb(member.byteCount) }
  }

  /// Inflates a member into `room`, which has the size that the archive claims.
  ///
  /// - Throws: what is wrong with the archive, including a wrong size or checksum.
  func read(
    _ member: ArchiveMember, into room: UnsafeMutableRawBufferPointer
  ) throws(BatchFailure) {
    try open(at: member.listOffset)
    guard try !entry().isEncrypted else { throw Self.failure(UNZ_PARAMERROR) }
    var done = 0
    var count: Int32 = 0
    repeat {
      // Asked for one byte too many, minizip reaches the end and checks the checksum.
      var past: UInt8 = 0
      let rest = min(room.count - done, 1 << 20)
      count =
        rest > 0
        ? unzReadCurrentFile(archive, room.baseAddress.map { $0 + done }, UInt32(rest))
        : unzReadCurrentFile(archive, &past, 1)
      if rest == 0, count > 0 { break }
      done += Int(max(count, 0))
    } while count > 0
    let closed = unzCloseCurrentFile(archive)
    guard count >= 0 else { throw Self.failure(count) }
    guard count == 0 else { throw Self.otherSize("more", than: room.count) }
    guard done == room.count else { throw Self.otherSize("\(done) bytes", than: room.count) }
    guard closed == UNZ_OK else { throw Self.failure(closed) }
  }

  /// An entry of the archive's list of files.
  private struct Entry {
    let name: [UInt8]
    let listOffset: Int
    let info: unz_file_info64

    /// Bit 0 of the flags (APPNOTE.TXT 4.4.4).
    var isEncrypted: Bool { info.flag & 1 != 0 }
  }

  private func entries() throws(BatchFailure) -> [Entry] {
    var global = unz_global_info64()
    guard unzGetGlobalInfo64(archive, &global) == UNZ_OK else { throw Self.failure(UNZ_BADZIPFILE) }
    guard global.number_entry > 0 else { return [] }
    var entries: [Entry] = []
    var status = unzGoToFirstFile(archive)
    while status == UNZ_OK {
      entries.append(try entry())
      status = unzGoToNextFile(archive)
    }
    guard status == UNZ_END_OF_LIST_OF_FILE else { throw Self.failure(status) }
    return entries
  }

  /// The current entry of minizip.
  private func entry() throws(BatchFailure) -> Entry {
    var info = unz_file_info64()
    var position = unz64_file_pos()
    var status = unzGetCurrentFileInfo64(archive, &info, nil, 0, nil, 0, nil, 0)
    guard status == UNZ_OK else { throw Self.failure(status) }
    var name = [CChar](repeating: 0, count: Int(info.size_filename))
    status = unzGetCurrentFileInfo64(
      archive, &info, &name, info.size_filename, nil, 0, nil, 0)
    guard status == UNZ_OK, unzGetFilePos64(archive, &position) == UNZ_OK,
      let offset = Int(exactly: position.pos_in_zip_directory)
    else { throw Self.failure(status == UNZ_OK ? UNZ_BADZIPFILE : status) }
    return Entry(name: name.map { UInt8(truncatingIfNeeded: $0) }, listOffset: offset, info: info)
  }

  private func member(_ entry: Entry) throws(BatchFailure) -> ArchiveMember {
    guard let size = Int(exactly: entry.info.uncompressed_size),
      let packed = Int(exactly: entry.info.compressed_size)
    else { throw Self.bomb(.max) }
    let isStored = entry.info.compression_method == 0 && !entry.isEncrypted && size == packed
    let offset = isStored ? try offset(of: entry) : nil
    return ArchiveMember(
      name: entry.name, listOffset: entry.listOffset, byteCount: size,
      storage: offset.map { .inPlace(offset: $0) } ?? .packed)
  }

  /// Where the bytes of a stored member begin.
  private func offset(of entry: Entry) throws(BatchFailure) -> Int? {
    try open(at: entry.listOffset)
    defer { unzCloseCurrentFile(archive) }
    return Int(exactly: unzGetCurrentFileZStreamPos64(archive))
  }

  private func head(of entry: Entry) -> [UInt8] {
    guard (try? open(at: entry.listOffset)) != nil else { return [] }
    defer { unzCloseCurrentFile(archive) }
    var bytes = [UInt8](repeating: 0, count: 8)
    let count = unzReadCurrentFile(archive, &bytes, 8)
    return Array(bytes.prefix(max(0, Int(count))))
  }

  private func open(at listOffset: Int) throws(BatchFailure) {
    var position = unz64_file_pos(
      pos_in_zip_directory: ZPOS64_T(max(0, listOffset)), num_of_file: 0)
    var status = unzGoToFilePos64(archive, &position)
    if status == UNZ_OK { status = unzOpenCurrentFile(archive) }
    guard status == UNZ_OK else { throw Self.failure(status) }
  }

  private static func otherSize(_ found: String, than claimed: Int) -> BatchFailure {
    BatchFailure(
      .unreadable, "archive-not-readable",
      "the member inflates to \(found); the archive says \(claimed) bytes", fix: downloadAgain)
  }

  private static func bomb(_ count: Int) -> BatchFailure {
    BatchFailure(
      .unreadable, "too-large",
      "the member inflates to \(count) bytes or more; \(largestInflated) are allowed, but there is no "
        + "limit if it is unpacked or stored uncompressed",
      fix: "Unpack the member, and give the path of the file.")
  }

  private static func failure(_ status: Int32) -> BatchFailure {
    let reason =
      switch status {
      case UNZ_CRCERROR: "a member's bytes do not match their checksum"
      case UNZ_BADZIPFILE: "its list of files or a member's header is damaged"
      case UNZ_PARAMERROR: "a member is encrypted, or compressed with an unknown method"
      case Z_DATA_ERROR: "a member's compressed bytes are damaged"
      default: "minizip reports error \(status)"
      }
    return BatchFailure(
      .unreadable, "archive-not-readable", "the zip archive cannot be read: \(reason)",
      fix: downloadAgain)
  }
}
