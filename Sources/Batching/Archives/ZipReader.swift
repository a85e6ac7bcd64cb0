internal import CZip
internal import Glibc
internal import ModelFormat

/// A zip archive, read where it lies: nothing is unpacked to disk.
///
/// libzip reads the list of files and inflates; a member that is stored as it is needs neither.
final class ZipReader {
  /// The archive's path.
  let path: FilePath
  private let archive: OpaquePointer
  /// libzip's own file; where it stands after a read says where a member's bytes are.
  private let file: UnsafeMutablePointer<FILE>

  /// A member is held in memory once it is inflated: no more of one than this, so that a worker stays
  /// below 64 MB.
  static let largestInflated = 40 << 20

  /// Opens the archive at `path`.
  init(_ path: FilePath) throws(BatchFailure) {
    guard let file = fopen(path.systemText, "rbe") else { throw BatchFailure(system: errno) }
    if let (first, second) = ZipOverlap.find(in: fileno(file)) {
      fclose(file)
      throw BatchFailure(
        .unreadable, "overlapping-members",
        "members \(first) and \(second) of the archive claim the same bytes; each must have its own"
      )
    }
    rewind(file)
    var error = zip_error_t()
    guard let source = zip_source_filep_create(file, 0, -1, &error) else {
      fclose(file)
      throw Self.failure(&error)
    }
    guard let archive = zip_open_from_source(source, ZIP_RDONLY, &error) else {
      // The source closes the file.
      zip_source_free(source)
      throw Self.failure(&error)
    }
    (self.path, self.file, self.archive) = (path, file, archive)
  }

  deinit { zip_discard(archive) }

  /// The members whose names, or beginnings, are those of models; and those that are in the way.
  func members(
    _ names: NameSelection
  ) throws(BatchFailure) -> (members: [ArchiveMember], failures: [([UInt8], BatchFailure)]) {
    var members: [ArchiveMember] = []
    var failures: [([UInt8], BatchFailure)] = []
    for index in 0..<max(0, Int(zip_get_num_entries(archive, 0))) {
      guard let name = name(of: index), name.last != UInt8(ascii: "/") else { continue }
      let isModel =
        names.includes(path: name)
        || names.dependsOnContent(path: name) && NameSelection.isModel(head: head(of: index))
      guard isModel else { continue }
      do throws(BatchFailure) {
        members.append(try member(index, name))
      } catch {
        failures.append((name, error))
      }
    }
    return (members, failures)
  }

  /// The member with a name.
  func member(named name: [UInt8]) throws(BatchFailure) -> ArchiveMember {
    let text = name.map { CChar(bitPattern: $0) } + [0]
    let index = zip_name_locate(archive, text, zip_flags_t(ZIP_FL_ENC_RAW))
    guard index >= 0 else {
      throw BatchFailure(.unreadable, "not-found", "the archive has no such member")
    }
    return try member(Int(index), name)
  }

  /// Throws where a member claims more bytes than are held.
  func checkSize(of member: ArchiveMember) throws(BatchFailure) {
    guard member.byteCount <= Self.largestInflated else { throw Self.bomb(member.byteCount) }
  }

  /// Inflates a member; `room` has as many bytes as the archive claims.
  ///
  /// - Throws: what is wrong with the archive, a size that is not what it claims included.
  func read(
    _ member: ArchiveMember, into room: UnsafeMutableRawBufferPointer
  ) throws(BatchFailure) {
    guard let stream = zip_fopen_index(archive, zip_uint64_t(member.index), 0) else {
      throw Self.failure(zip_get_error(archive))
    }
    defer { zip_fclose(stream) }
    var done = 0
    while true {
      // Past the last byte one more is asked for: libzip holds the sum to its checksum at the end.
      var past: UInt8 = 0
      let rest = room.count - done
      let count =
        rest > 0
        ? zip_fread(stream, room.baseAddress.map { $0 + done }, zip_uint64_t(rest))
        : zip_fread(stream, &past, 1)
      guard count >= 0 else { throw Self.failure(zip_file_get_error(stream)) }
      guard count > 0 else { break }
      guard rest > 0 else { throw Self.otherSize("more", than: room.count) }
      done += Int(count)
    }
    guard done == room.count else { throw Self.otherSize("\(done) bytes", than: room.count) }
  }

  private func member(_ index: Int, _ name: [UInt8]) throws(BatchFailure) -> ArchiveMember {
    var status = zip_stat_t()
    guard zip_stat_index(archive, zip_uint64_t(index), 0, &status) == 0 else {
      throw Self.failure(zip_get_error(archive))
    }
    guard let size = Int(exactly: status.size), let packed = Int(exactly: status.comp_size) else {
      throw Self.bomb(.max)
    }
    let isStored = status.comp_method == ZIP_CM_STORE && status.encryption_method == ZIP_EM_NONE
    let offset = isStored && size == packed ? offset(of: index, count: size) : nil
    return ArchiveMember(
      name: name, index: index, byteCount: size,
      storage: offset.map { .inPlace(offset: $0) } ?? .packed)
  }

  /// Where the bytes of a stored member begin; nil where libzip does not read them in one piece.
  private func offset(of index: Int, count: Int) -> Int? {
    guard let stream = zip_fopen_index(archive, zip_uint64_t(index), zip_flags_t(ZIP_FL_COMPRESSED))
    else { return nil }
    defer { zip_fclose(stream) }
    var first = [UInt8](repeating: 0, count: min(count, 64))
    guard !first.isEmpty,
      zip_fread(stream, &first, zip_uint64_t(first.count)) == first.count
    else { return nil }
    let offset = ftello(file) - first.count
    // libzip does not promise where it leaves its file: what stands there must be what it gave.
    var there = first.map { ~$0 }
    guard offset > 0, pread(fileno(file), &there, there.count, off_t(offset)) == there.count,
      there == first
    else { return nil }
    return Int(offset)
  }

  private func name(of index: Int) -> [UInt8]? {
    guard
      let text = zip_get_name(archive, zip_uint64_t(index), zip_flags_t(ZIP_FL_ENC_RAW))
    else { return nil }
    return Array(UnsafeRawBufferPointer(start: text, count: strlen(text)))
  }

  private func head(of index: Int) -> [UInt8] {
    guard let stream = zip_fopen_index(archive, zip_uint64_t(index), 0) else { return [] }
    defer { zip_fclose(stream) }
    var bytes = [UInt8](repeating: 0, count: 8)
    let got = Int(zip_fread(stream, &bytes, 8))
    return Array(bytes.prefix(max(0, got)))
  }

  private static func otherSize(_ found: String, than claimed: Int) -> BatchFailure {
    BatchFailure(
      .unreadable, "archive-not-readable",
      "the member inflates to \(found); the archive says \(claimed) bytes")
  }

  private static func bomb(_ count: Int) -> BatchFailure {
    BatchFailure(
      .unreadable, "too-large",
      "the member inflates to \(count) bytes or more; \(largestInflated) are allowed, and any number "
        + "where it is unpacked, or stored without compression")
  }

  private static func failure(_ error: UnsafeMutablePointer<zip_error_t>?) -> BatchFailure {
    let words = error.flatMap { zip_error_strerror($0) }.map { String(cString: $0) } ?? "unknown"
    return BatchFailure(
      .unreadable, "archive-not-readable", "the zip archive cannot be read: \(words.lowercased())")
  }
}
