internal import Auditing
internal import ModelFormat

/// A message between the batch and its workers: a line of words, and as many bytes as it states.
enum WorkerMessage {
  /// The first message of a worker: it has started and parsed its arguments.
  static let ready = Array("ready\n".utf8)

  /// A request to examine a model.
  static func question(_ item: BatchItem, known: String?) -> [UInt8] {
    let parts = [
      Array(item.id.utf8), item.path.bytes, item.member?.name ?? [],
      item.tags.map { Array($0.utf8) } ?? [],
    ]
    var words = parts.map { "\($0.count)" }
    words.append("\(item.member?.listOffset ?? -1)")
    words.append("\(item.member?.byteCount ?? 0)")
    switch item.member?.storage {
    case .inPlace(let offset): words.append("\(offset)")
    case .packed, nil: words.append("-1")
    case .array: words.append("-2")
    }
    words.append(known ?? "-")
    return Array((words.joined(separator: " ") + "\n").utf8) + parts.joined()
  }

  /// The model of a request, and its known SHA-256; nil until the request is complete.
  static func item(from bytes: inout MessageBuffer) -> (item: BatchItem, known: String?)? {
    guard let (words, parts) = bytes.next(lengths: 4), words.count == 8 else { return nil }
    var member: ArchiveMember?
    if let place = Int(words[4]), place >= 0, let count = Int(words[5]), let at = Int(words[6]) {
      member = ArchiveMember(
        name: parts[2], listOffset: place, byteCount: count,
        storage: at >= 0 ? .inPlace(offset: at) : at == -2 ? .array : .packed)
    }
    let item = BatchItem(
      id: String(decoding: parts[0], as: UTF8.self), path: FilePath(bytes: parts[1]),
      member: member, tags: parts[3].isEmpty ? nil : String(decoding: parts[3], as: UTF8.self))
    return (item, words[7] == "-" ? nil : words[7])
  }

  /// A worker's response.
  static func answer(_ answer: ModelExaminer.Answer) -> [UInt8] {
    switch answer {
    case .unchanged: return Array("0 unchanged - 0\n".utf8)
    case .record(let record):
      let worst = record.worst?.rawValue ?? "-"
      let words = "\(record.json.count) \(record.status.rawValue) \(worst) \(record.findingCount)\n"
      return Array(words.utf8) + record.json
    }
  }

  /// The next response; nil until it is complete.
  static func answer(from bytes: inout MessageBuffer) -> ModelExaminer.Answer? {
    guard let (words, parts) = bytes.next(lengths: 1), words.count == 4 else { return nil }
    guard let status = RecordStatus(rawValue: words[1]) else { return .unchanged }
    return .record(
      BatchRecord(
        status, worst: Severity(rawValue: words[2]), findingCount: Int(words[3]) ?? 0,
        json: parts[0]))
  }
}
