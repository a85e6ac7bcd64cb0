/// The names that someone may have meant who typed another.
public enum NearNames {
  /// Longer names are not compared: they were not typed by hand.
  private static let longest = 64

  /// `Did you mean 'a' or 'b'? `, with a space after it; empty if no name is similar.
  public static func hint(_ typed: String, among names: some Sequence<String>) -> String {
    let near = Self.near(typed, among: names).map { "'\($0.escapedForDisplay)'" }
    guard let last = near.last else { return "" }
    let all = near.count == 1 ? last : near.dropLast().joined(separator: ", ") + " or " + last
    return "Did you mean \(all)? "
  }

  /// Up to three names, the nearest first.
  ///
  /// A name is near if at most a third of its characters differ, or if it begins with what was typed; case,
  /// `-`, `_` and spaces do not matter.
  public static func near(_ typed: String, among names: some Sequence<String>) -> [String] {
    let wanted = key(typed)
    guard !wanted.isEmpty, wanted.count <= longest else { return [] }
    var found: [(distance: Int, name: String)] = []
    for name in names {
      let own = key(name)
      let distance = distance(wanted, own)
      let begins = wanted.count >= 3 && own.starts(with: wanted)
      // A name that contains what was typed is nearer than one with other letters.
      let holds = wanted.count >= 4 && name.lowercased().contains(typed.lowercased())
      if begins || holds {
        found.append((min(distance, 1), name))
      } else if distance <= max(1, wanted.count / 3) {
        found.append((distance, name))
      }
    }
    var names: [String] = []
    for (_, name) in found.sorted(by: { ($0.distance, $0.name) < ($1.distance, $1.name) })
    where names.count < 3 && !names.contains(where: { key($0) == key(name) }) {
      names.append(name)
    }
    return names
  }

  /// How many characters must be inserted, deleted, replaced or swapped with their neighbour.
  ///
  /// Source: F. Damerau, "A technique for computer detection and correction of spelling errors" (1964), in
  /// the form that edits no substring twice.
  static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in 1...a.count {
      var row = [i]
      for j in 1...b.count {
        var best = min(
          last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          best = min(best, beforeLast[j - 2] + 1)
        }
        row.append(best)
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count]
  }

  /// The characters that are compared.
  private static func key(_ name: String) -> [UInt8] {
    name.lowercased().utf8.prefix(longest + 1).filter { !"-_ ".utf8.contains($0) }
  }
}
