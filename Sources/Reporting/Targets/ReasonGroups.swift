internal import ModelFormat
internal import Targeting

/// A reason why a target does not support operators, once, with all operators that it holds for, whatever
/// their names, tensors and numbers.
struct ReasonGroup {
  /// An operator that has the reason.
  struct Member {
    let subgraph: Int
    let index: Int
    let name: String
  }

  /// The reason of the first operator.
  let reason: BlockReason
  private(set) var members: [Member]
  /// False if the reasons of the operators differ in a tensor or a number.
  private(set) var isSame = true

  /// The reasons of some operators, in the order in which operators first have them.
  static func all(of operators: [(member: Member, reasons: [BlockReason])]) -> [Self] {
    struct Key: Hashable {
      let found: [Substring]
      let allowed: String
      let sources: [String]
      let fix: String?
    }
    var groups: [Self] = []
    var places: [Key: Int] = [:]
    for (member, reasons) in operators {
      for reason in reasons {
        let key = Key(
          found: pattern(of: reason.found, about: member), allowed: reason.allowed,
          sources: reason.sources.map(\.key), fix: reason.fix?.option)
        if let place = places[key] {
          groups[place].add(member, reason)
        } else {
          places[key] = groups.count
          groups.append(Self(reason: reason, members: [member]))
        }
      }
    }
    return groups
  }

  private mutating func add(_ member: Member, _ reason: BlockReason) {
    let first = Self.message(self.reason, about: members[0])
    isSame = isSame && Self.message(reason, about: member) == first
    // An operator may have the same reason for several tensors.
    if members.last?.subgraph != member.subgraph || members.last?.index != member.index {
      members.append(member)
    }
  }

  /// The reason in words; those of operators with different names name none of them.
  var message: String {
    members.contains { $0.name != members[0].name }
      ? Self.message(reason, about: members[0]) : reason.message
  }

  /// `the operator is not supported`, for any operator.
  private static func message(_ reason: BlockReason, about member: Member) -> String {
    reason.message.split(separator: " ", omittingEmptySubsequences: false)
      .map { $0 == member.name ? "the operator" : $0 }.joined(separator: " ")
  }

  /// The words of a reason without the operator, the tensors and the numbers in it.
  private static func pattern(of found: String, about member: Member) -> [Substring] {
    var rest = found.split(separator: " ")[...]
    var pattern: [Substring] = []
    while let word = rest.popFirst() {
      pattern.append(isNumber(word) || word == member.name ? "#" : word)
      guard word == "tensor", let index = rest.first, isNumber(index) else { continue }
      rest.removeFirst()
      // Its name, which may have spaces.
      guard rest.first?.first == "(" else { continue }
      while let part = rest.popFirst(), !part.hasSuffix(")"), !part.hasSuffix("),") {}
    }
    return pattern
  }

  private static func isNumber(_ word: Substring) -> Bool {
    let digits = word.filter { !"[],".contains($0) }
    return !digits.isEmpty && digits.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// `12 HARD_SWISH`; `HARD_SWISH 3, 5 to 9 (6 operators)`; without names where the operators are what
  /// follows another one: `2 to 44 (43 operators)`.
  var operatorsText: String {
    guard members.count > 1 else {
      return members.first.map { "\($0.column) \($0.name)" } ?? ""
    }
    let count = " (\(members.count.counted("operator")))"
    guard !["partition", "model"].contains(reason.kind) else { return Self.runs(members) + count }
    var names: [String] = []
    for member in members where !names.contains(member.name) { names.append(member.name) }
    let lists = names.map { name in "\(name) \(Self.runs(members.filter { $0.name == name }))" }
    return lists.joined(separator: "; ") + count
  }

  /// `1, 3, 5 to 9`: operators that follow each other, three or more, as one.
  private static func runs(_ members: [Member]) -> String {
    var runs: [[Member]] = []
    for member in members {
      if let last = runs.last?.last, last.subgraph == member.subgraph,
        last.index + 1 == member.index
      {
        runs[runs.count - 1].append(member)
      } else {
        runs.append([member])
      }
    }
    return runs.map { run in
      let columns = run.map(\.column)
      return run.count < 3
        ? columns.joined(separator: ", ") : "\(columns[0]) to \(columns[columns.count - 1])"
    }.joined(separator: ", ")
  }
}

extension ReasonGroup.Member {
  fileprivate var column: String { Place.column(operator: index, subgraph: subgraph) }
}

extension Placement {
  /// Operators with some outcome, as members of groups.
  static func members(
    _ operators: [PlacedOperator]
  ) -> [(member: ReasonGroup.Member, reasons: [BlockReason])] {
    operators.map {
      (.init(subgraph: $0.subgraph, index: $0.index, name: $0.name), $0.outcome.reasons)
    }
  }
}
