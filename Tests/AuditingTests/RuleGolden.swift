import Auditing
import Calibrating
import Foundation
import MemoryPlanning
import ModelFormat
import Reporting
import TestSupport
import Testing

/// All that a rule says about the models on which it fires: text and JSON, in a file for each rule.
///
/// A file of the folder `Goldens` has a section for each case, in the order of their names. `BLESS=1`
/// rewrites the sections of the cases that run; delete a file first to drop those of cases that are gone.
enum RuleGolden {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Goldens")
  private static let isBlessing = ProcessInfo.processInfo.environment["BLESS"] != nil
  // Cases of one rule run at the same time, and share its file.
  private static let lock = NSLock()

  /// The sections of a rule's file, by case; nothing where there is no file.
  static func sections(of info: RuleInfo) -> [String: String] {
    let text = (try? String(contentsOf: file(of: info), encoding: .utf8)) ?? ""
    var sections: [String: String] = [:]
    for section in text.components(separatedBy: "=== ").dropFirst() {
      guard let end = section.firstIndex(of: "\n") else { continue }
      sections[String(section[..<end])] = String(section[section.index(after: end)...])
    }
    return sections
  }

  /// Holds what a rule says about a model to a section of its file.
  static func check(
    _ rule: String, case name: String, in model: Model, ranges: Ranges? = nil,
    memories: [MemoryLimit] = []
  ) throws {
    let selection = try RuleSelection(select: [rule], ignore: [])
    let info = try #require(selection.rules.first).info
    let text = try said(
      Audit(
        selection, today: CalendarDate(secondsSince1970: 0), ranges: ranges, memories: memories),
      about: model)
    try lock.withLock {
      var sections = sections(of: info)
      if isBlessing {
        sections[name] = text
        let all = sections.sorted { $0.key < $1.key }.map { "=== \($0.key)\n\($0.value)" }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(all.joined().utf8).write(to: file(of: info))
      }
      #expect(sections[name] == text, "\(info.id), \(name): look at it, then BLESS=1")
    }
  }

  /// The name of a rule's file.
  static func name(of info: RuleInfo) -> String { "\(info.id)-\(info.name).txt" }

  private static func file(of info: RuleInfo) -> URL { folder.appending(path: name(of: info)) }

  private static func said(_ audit: Audit, about model: Model) throws -> String {
    var bytes: [UInt8] = []
    let output = OutputBuffer { bytes += $0 }
    let style = TextStyle(isColored: false, isUnicode: false)
    let report = AuditReport(model, path: FilePath("m.tflite"), audit: audit)
    try report.writeText(to: TextWriter(to: output, style: style, width: nil))
    output.append("--- JSON\n")
    let json = JSONWriter(to: output, lineDepth: 2)
    try json.array(of: report.result.findings) { finding in
      try json.object { try finding.writeMembers(to: json) }
    }
    json.endDocument()
    try output.finish()
    return String(decoding: bytes, as: UTF8.self) + "\n"
  }
}
