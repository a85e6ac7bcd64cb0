internal import Synchronization

/// Facts about parts of a file that many tables share, so that each is computed once.
final class FileMemo: Sendable {
  /// A part of the file.
  struct Part: Hashable {
    let offset, count: Int
  }

  /// A question about a part.
  struct Question: Hashable {
    let name: String
    let part: Part
  }

  private struct Answers {
    var isZero: [Part: Bool] = [:]
    var unknownFields: [UInt64: [UInt16]] = [:]
    var facts: [Question: any Sendable] = [:]
    /// How many bytes may still be read to answer such questions.
    var readable: Int
  }

  private let answers: Mutex<Answers>

  init(byteCount: Int) {
    // Overlapping parts can add up to many times the file; ordinary ones add up to less than the file.
    let (room, overflow) = byteCount.multipliedReportingOverflow(by: 4)
    answers = Mutex(Answers(readable: overflow ? .max : room + (1 << 20)))
  }

  /// Whether a part is all 0, computed by `read` the first time; nil beyond the limit of bytes to read.
  func isZero(_ part: Part, _ read: () -> Bool) -> Bool? {
    let (known, mayRead) = answers.withLock { answers -> (Bool?, Bool) in
      if let known = answers.isZero[part] { return (known, false) }
      guard answers.readable >= part.count else { return (nil, false) }
      answers.readable -= part.count
      return (nil, true)
    }
    guard mayRead else { return known }
    let isZero = read()
    answers.withLock { $0.isZero[part] = isZero }
    return isZero
  }

  /// The unknown fields that a vtable lists, computed by `find` the first time.
  func unknownFields(_ vtable: UInt64, _ find: () -> [UInt16]) -> [UInt16] {
    if let known = answers.withLock({ $0.unknownFields[vtable] }) { return known }
    let fields = find()
    answers.withLock { $0.unknownFields[vtable] = fields }
    return fields
  }

  /// A fact about a part, computed by `find` the first time.
  func fact<Fact: Sendable>(_ question: Question, _ find: () -> Fact) -> Fact {
    // In two steps: if `Fact` is an optional, a missing answer would look like one.
    if let known = answers.withLock({ $0.facts[question] }), let known = known as? Fact {
      return known
    }
    let fact = find()
    answers.withLock { $0.facts[question] = fact }
    return fact
  }
}
