internal import ModelFormat

/// The sources of a profile, and the facts that refer to them.
struct ProfileSources {
  let all: [FactSource]
  private let byKey: [String: FactSource]

  /// Reads the mapping of short names to documents.
  init(_ node: ProfileNode) throws(Diagnostic) {
    let mapping = try ProfileMapping(node, of: "the list of sources")
    var all: [FactSource] = []
    for (key, _) in mapping.keys {
      all.append(FactSource(key: key, text: try mapping.required(key).text()))
    }
    self.all = all
    byKey = Dictionary(all.map { ($0.key, $0) }) { first, _ in first }
  }

  /// The sources that a fact names: one key or a list of them.
  func named(_ node: ProfileNode) throws(Diagnostic) -> [FactSource] {
    var found: [FactSource] = []
    for element in try node.oneOrMore() {
      guard let source = byKey[try element.text()] else {
        throw .unknownSource(at: element, among: all.map(\.key))
      }
      found.append(source)
    }
    return found
  }

  /// Statements with their sources.
  func remarks(_ node: ProfileNode?, of subject: String) throws(Diagnostic) -> [Remark] {
    guard let node else { return [] }
    var remarks: [Remark] = []
    for element in try node.list() {
      let mapping = try ProfileMapping(element, of: subject, allowed: ["text", "source"])
      remarks.append(
        Remark(
          text: try mapping.required("text").text(),
          sources: try named(try mapping.required("source"))))
    }
    return remarks
  }
}
