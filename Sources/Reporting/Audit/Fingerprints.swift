internal import Auditing
private import Digests

/// Fingerprints of findings, which stay the same when the file moves, or when other findings come before.
///
/// Indices change with every export; names of tensors and operators rarely do.
struct Fingerprints {
  /// How often findings with the same text have occurred.
  private var seen: [String: Int] = [:]

  /// 32 hex digits for the next finding of a model.
  mutating func next(_ finding: Finding) -> String {
    let place = finding.place
    let key = [finding.rule.id, place.opName ?? "", place.tensorName ?? ""].joined(separator: "\0")
    let count = seen[key, default: 0]
    seen[key] = count + 1
    var hash = SHA256()
    Array("\(key)\0\(count)".utf8).withUnsafeBytes { hash.update($0) }
    return String(hash.digest.hexText.prefix(32))
  }
}
