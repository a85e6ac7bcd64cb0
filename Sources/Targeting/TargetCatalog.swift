public import ModelFormat

/// The profiles inside the executable.
public enum TargetCatalog {
  /// Their ids, in order.
  public static let ids = profiles.map(\.id)

  /// The text of one profile, as in its file; nil for an unknown id.
  public static func yaml(of id: String) -> String? {
    profiles.first { $0.id == id }.map { String(decoding: $0.bytes(), as: UTF8.self) }
  }

  /// Reads every profile, which costs a few milliseconds.
  public static func all() throws(Diagnostic) -> [TargetProfile] {
    var all: [TargetProfile] = []
    for id in ids { all.append(try profile(id)) }
    return all
  }

  static func profile(_ id: String) throws(Diagnostic) -> TargetProfile {
    try TargetProfile(yaml: yaml(of: id) ?? "", file: "\(id).yaml")
  }
}

extension TargetProfile {
  /// The profile with this id or alias; upper and lower case, `-` and `_` are the same.
  ///
  /// - Throws: `no-such-target` if there is none, with similar names.
  public static func named(_ name: String) throws(Diagnostic) -> TargetProfile {
    let wanted = key(name)
    if let id = TargetCatalog.ids.first(where: { key($0) == wanted }) {
      return try TargetCatalog.profile(id)
    }
    // Aliases are only in the profiles, so that nothing has to be kept in sync.
    for profile in try TargetCatalog.all()
    where profile.aliases.contains(where: { key($0) == wanted }) { return profile }
    throw .noSuchTarget(name, among: try TargetCatalog.all().flatMap { [$0.id] + $0.aliases })
  }

  private static func key(_ name: String) -> String {
    name.lowercased().split(separator: "-").joined(separator: "_")
  }
}
