import Foundation
import QuantMath

/// One line of a golden file: what the runtime computed for one set of parameters.
struct GoldenRow: Sendable {
  let parameters: [String: String]
  /// Columns of codes or floats; the last one is the runtime's output.
  let columns: [[Substring]]
  /// Where the row stands, for messages.
  let place: String

  struct Malformed: Error { let what: String }

  func text(_ name: String) throws -> String {
    guard let value = parameters[name] else { throw Malformed(what: "\(place): no \(name)") }
    return value
  }

  func float(_ name: String) throws -> Float {
    guard let value = Float(try text(name)) else { throw Malformed(what: "\(place): \(name)") }
    return value
  }

  func int(_ name: String) throws -> Int32 {
    guard let value = Int32(try text(name)) else { throw Malformed(what: "\(place): \(name)") }
    return value
  }

  func codes(_ column: Int) throws -> [Int32] {
    try columns[column].map {
      guard let code = Int32($0) else { throw Malformed(what: "\(place): \($0)") }
      return code
    }
  }

  func floats(_ column: Int) throws -> [Float] {
    try columns[column].map {
      guard let real = Float(String($0)) else { throw Malformed(what: "\(place): \($0)") }
      return real
    }
  }

  /// The grid from the columns `<prefix>scale` and `<prefix>zp`.
  func grid(_ prefix: String, _ codes: CodeRange) throws -> Grid {
    Grid(scale: try float(prefix + "scale"), zeroPoint: try int(prefix + "zp"), codes: codes)
  }

  func type(_ name: String) throws -> CodeRange {
    switch try text(name) {
    case "INT8": .int8
    case "UINT8": .uint8
    case "INT16": .int16
    case let other: throw Malformed(what: "\(place): type \(other)")
    }
  }

  func activation() throws -> FusedActivation {
    switch try text("activation") {
    case "NONE": .none
    case "RELU": .relu
    case "RELU6": .relu6
    case "RELU_N1_TO_1": .reluN1To1
    case let other: throw Malformed(what: "\(place): activation \(other)")
    }
  }
}

extension GoldenRow {
  /// The rows of a file with one column per input code, lowest first.
  static func table(_ name: String) throws -> [Self] {
    let lines = try lines(name)
    guard let header = lines.first?.split(separator: ",") else { return [] }
    let first = header.firstIndex { $0.hasPrefix("c") && Int($0.dropFirst()) != nil }
    let count = first ?? header.count
    return lines.dropFirst().enumerated().map { index, line in
      let fields = line.split(separator: ",")
      let named = zip(header[..<count], fields).map { (String($0), String($1)) }
      return Self(
        parameters: Dictionary(uniqueKeysWithValues: named),
        columns: [Array(fields.dropFirst(count))], place: "\(name).csv row \(index + 1)")
    }
  }

  /// The rows of one kind of a `more_*` file.
  static func more(_ name: String, _ kind: String) throws -> [Self] {
    try lines("more_" + name).enumerated().compactMap { index, line in
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      guard fields.count > 2, fields[0] == kind else { return nil }
      let named = fields[1].components(separatedBy: " ; ").map {
        let pair = $0.split(separator: "=")
        return (String(pair[0]), String(pair[1]))
      }
      return Self(
        parameters: Dictionary(uniqueKeysWithValues: named),
        columns: fields.dropFirst(2).map { $0.split(separator: " ") },
        place: "more_\(name).csv row \(index + 1)")
    }
  }

  private static func lines(_ name: String) throws -> [Substring] {
    let file = URL(filePath: #filePath)
      .deletingLastPathComponent().appending(path: "Golden/\(name).csv")
    return try String(contentsOf: file, encoding: .utf8)
      .split(whereSeparator: \.isNewline)
  }
}
