internal import Synchronization

/// What was found out about parts of a file that many tables share, so that it is found out once.
final class FileMemo: Sendable {
  /// A part of the file.
  struct Part: Hashable {
    let offset, count: Int
  }

  /// What is asked about a part.
  struct Question: Hashable {
    let name: String
    let part: Part
  }

  private struct Answers {
    var isZero: [Part: Bool] = [:]
    var unknownFields: [UInt64: [UInt16]] = [:]
    var facts: [Question: any Sendable] = [:]
    /// What reading data for such questions may still cost in bytes.
    var readable: Int
  }

  private let answers: Mutex<Answers>

  init(byteCount: Int) {
    // Parts that overlap can be many times the file; ordinary ones come to less than all of it.
    let (room, overflow) = byteCount.multipliedReportingOverflow(by: 4)
    answers = Mutex(Answers(readable: overflow ? .max : room + (1 << 20)))
  }

  /// Whether a part is all 0, asked by `read` the first time; nil past the limit of what is read.
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

  /// The unknown fields that a vtable lists, found by `find` the first time.
  func unknownFields(_ vtable: UInt64, _ find: () -> [UInt16]) -> [UInt16] {
    if let known = answers.withLock({ $0.unknownFields[vtable] }) { return known }
    let fields = find()
    answers.withLock { $0.unknownFields[vtable] = fields }
    return fields
  }

  /// A fact about a part, found by `find` the first time.
  func fact<Fact: Sendable>(_ question: Question, _ find: () -> Fact) -> Fact {
    // In two steps: where `Fact` is an optional, the absence of an answer would pass for one.
    if let known = answers.withLock({ $0.facts[question] }), let known = known as? Fact {
      return known
    }
    let fact = find()
    answers.withLock { $0.facts[question] = fact }
    return fact
  }
}
