public import ModelFormat

/// Finds the models of a batch: named files, folders, lists, members of archives.
///
/// Whatever stands there, it comes to an end: folders are known by device and inode, so that links
/// cannot go in circles, and nothing is opened that could make it wait.
public struct Discovery {
  private let names: NameSelection
  private let isRecursive: Bool
  private var items: [BatchItem] = []
  private var places: [String: Int] = [:]
  private var seen: Set<FileIdentity> = []

  /// A search that has found nothing yet.
  ///
  /// - Parameter isRecursive: whether folders inside folders are looked into.
  public init(names: NameSelection = NameSelection(), isRecursive: Bool = false) {
    (self.names, self.isRecursive) = (names, isRecursive)
  }

  /// Adds what was named: a folder's models, an archive's, or a file, whatever it is.
  ///
  /// If there is no such file, the path may be a shell pattern.
  ///
  /// - Throws: `same-id` if two models have one id.
  public mutating func add(_ path: FilePath) throws(Diagnostic) {
    let isMissing = PathPattern.isPattern(path) && (try? FileStatus(of: path)) == nil
    let matches = isMissing ? PathPattern.paths(path) : []
    for match in matches.isEmpty ? [path] : matches { try add(ManifestEntry(path: match)) }
  }

  /// Adds a line of a manifest.
  ///
  /// - Throws: `same-id` if two models have one id.
  public mutating func add(_ entry: ManifestEntry) throws(Diagnostic) {
    let path = entry.path
    do {
      switch try Folder.kind(of: path) {
      case .folder where entry.id == nil: try walk(path, tags: entry.tags)
      case .folder:
        try insert(entry, BatchFailure(Diagnostic.isAFolder()))
      case .pipe, .other: try insert(entry, .notAFile)
      case .file where NameSelection.isArchive(head: Folder.head(of: path, count: 8)):
        try addArchive(entry)
      case .file: try insert(entry)
      }
    } catch let failure as BatchFailure {
      if try !addMember(entry) { try insert(entry, failure) }
    } catch let error as Diagnostic {
      throw error
    } catch {
      try insert(entry, BatchFailure(.unreadable, "not-readable", "\(error)"))
    }
  }

  /// What was found, in order; of `shard`, its part.
  public func found(in shard: Shard = .whole) -> [BatchItem] {
    items.filter { shard.includes(id: $0.id) }
  }

  private mutating func insert(
    _ entry: ManifestEntry, _ failure: BatchFailure? = nil
  ) throws(Diagnostic) {
    try insert(
      BatchItem(id: entry.id, path: entry.path, tags: entry.tags, failure: failure))
  }

  private mutating func insert(_ item: BatchItem) throws(Diagnostic) {
    guard let place = places[item.id] else {
      places[item.id] = items.count
      items.append(item)
      return
    }
    // A file that is named twice is one model.
    let other = items[place]
    guard other.path == item.path, other.member == item.member else {
      throw .sameID(item.id, other.path, item.path)
    }
  }

  /// Looks through a folder without going deeper on the stack, however deep it is.
  private mutating func walk(_ root: FilePath, tags: String?) throws(Diagnostic) {
    var waiting = [root]
    while let path = waiting.popLast() {
      let isRoot = path == root
      let kind: FileStatus.Kind
      do throws(BatchFailure) {
        kind = try Folder.kind(of: path)
      } catch {
        if names.includes(path: path.bytes) {
          try insert(BatchItem(path: path, tags: tags, failure: error))
        }
        continue
      }
      switch kind {
      case .folder where isRoot || isRecursive:
        do throws(BatchFailure) {
          guard let folder = try Folder(path, seen: &seen) else { continue }
          waiting += folder.names.reversed().map(path.appending)
        } catch {
          try insert(BatchItem(path: path, tags: tags, failure: error))
        }
      case .folder: continue
      case .file: try addFile(path, tags: tags)
      case .pipe, .other:
        if names.includes(path: path.bytes) {
          try insert(BatchItem(path: path, tags: tags, failure: .notAFile))
        }
      }
    }
  }

  private mutating func addFile(_ path: FilePath, tags: String?) throws(Diagnostic) {
    if names.includes(path: path.bytes)
      || names.dependsOnContent(path: path.bytes)
        && NameSelection.isModel(head: Folder.head(of: path, count: 8))
    {
      try insert(BatchItem(path: path, tags: tags))
    } else if NameSelection.isArchive(path: path.bytes) {
      let entry = ManifestEntry(path: path, tags: tags)
      do throws(BatchFailure) {
        _ = try addMembers(of: ModelArchive(path), entry)
      } catch {
        try insert(entry, error)
      }
    }
  }

  /// A named archive has a record even where it holds no model.
  private mutating func addArchive(_ entry: ManifestEntry) throws(Diagnostic) {
    do throws(BatchFailure) {
      let archive = try ModelArchive(entry.path)
      if try addMembers(of: archive, entry) == 0 { throw archive.noModels }
    } catch {
      try insert(entry, error)
    }
  }

  /// Gives how many models there are, those that cannot be read included.
  private mutating func addMembers(
    of archive: ModelArchive, _ entry: ManifestEntry
  ) throws(BatchFailure) -> Int {
    let found = try archive.members(names)
    for member in found.members { add(member, of: entry) }
    for (name, failure) in found.failures {
      add(
        BatchItem(
          path: FilePath(bytes: entry.path.bytes + [UInt8(ascii: "!")] + name), tags: entry.tags,
          failure: failure))
    }
    return found.members.count + found.failures.count
  }

  private mutating func add(_ member: ArchiveMember, of entry: ManifestEntry) {
    let id = entry.id.map { "\($0)!\(FilePath(bytes: member.name).idText)" }
    add(BatchItem(id: id, path: entry.path, member: member, tags: entry.tags))
  }

  /// Members of one archive with one name are one model: the last, as unpacking leaves it.
  private mutating func add(_ item: BatchItem) {
    if let place = places[item.id] {
      items[place] = item
    } else {
      places[item.id] = items.count
      items.append(item)
    }
  }

  /// `app.apk!assets/m.tflite`; false if there is no such archive.
  private mutating func addMember(_ entry: ManifestEntry) throws(Diagnostic) -> Bool {
    let bytes = entry.path.bytes
    for (place, byte) in bytes.enumerated() where byte == UInt8(ascii: "!") {
      let path = FilePath(bytes: Array(bytes[..<place]))
      guard (try? Folder.kind(of: path)) == .file else { continue }
      do throws(BatchFailure) {
        let name = Array(bytes[(place + 1)...])
        let members = try ModelArchive(path).members(named: name)
        if members.count == 1, members[0].name == name {
          add(BatchItem(id: entry.id, path: path, member: members[0], tags: entry.tags))
        } else {
          for member in members {
            add(member, of: ManifestEntry(path: path, id: entry.id, tags: entry.tags))
          }
        }
      } catch {
        try insert(entry, error)
      }
      return true
    }
    return false
  }
}
