import Foundation
import ModelFacts
import ModelFormat
import TestSupport
import Testing

/// What the table of operators says of scales, beside what LiteRT makes of each operator alone when
/// one tensor gets another scale or zero point.
@Suite struct OperatorTraitsConformanceTests {
  /// By operand and change, then by kernels: `rejects`, `ends`, `same` or `other`.
  private typealias Answers = [String: [String: String]]

  @Test func saysOfScalesWhatLiteRTDoes() throws {
    let script = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Oracles/operator_scales.py")
    let run = try Program.run(Places.python, ["-B", script.path])
    try #require(run.status == 0, "\(run.errorText)")
    let found = try JSONDecoder().decode(
      [String: [String: Answers]].self, from: Data(run.text.utf8))
    var kinds: [String: Int] = [:]
    for (name, types) in found.sorted(by: { $0.key < $1.key }) {
      let traits = try #require(BuiltinOperator(name: name)).traits
      for (type, answers) in types {
        let type = try #require(ElementType(name: type))
        if type == .int16 {
          Self.checkInt16(traits, answers)
        } else {
          kinds[try Self.checkBytes(traits, type, answers), default: 0] += 1
        }
      }
    }
    for kind in ["fixed", "computes", "passes", "plain", "disregards"] {
      #expect(kinds[kind, default: 0] > 3, "\(kind)")
    }
  }

  /// Other zero points of int16 tensors are rejected where the table says so, and nowhere else.
  ///
  /// Where LiteRT rejects every int16 tensor that differs, the table has another word for it.
  private static func checkInt16(_ traits: OperatorTraits, _ answers: Answers) {
    guard traits.scales?.equalScales == nil || traits.needsSymmetricInt16,
      // Whether a QUANTIZE is rejected depends on the type of its other side.
      traits.builtin != .quantize
    else { return }
    let rejected = answers.contains { key, answer in
      key.hasSuffix("z") && answer.values.contains("rejects")
    }
    #expect(
      rejected == traits.needsSymmetricInt16, "\(traits.builtin.name) INT16: \(answers)")
  }

  private static func checkBytes(
    _ traits: OperatorTraits, _ type: ElementType, _ answers: Answers
  ) throws -> String {
    let name = "\(traits.builtin.name) \(type.name)"
    if let fixed = traits.fixedOutput(from: type, to: type) {
      let refuses = { (key: String) in answers[key]?.values.contains("rejects") ?? false }
      // LiteRT 2.3.0 never looks at the scale of a UINT8 SOFTMAX.
      if traits.builtin != .softmax || type != .uint8 {
        #expect(refuses("o0s") == fixed.refusesScale, "\(name)")
      }
      #expect(refuses("o0z") == fixed.refusesZeroPoint, "\(name)")
      return "fixed"
    }
    let all = answers.values.flatMap(\.values)
    switch traits.scales {
    case .computes:
      // The constants of a recipe are code 1, which for UINT8 lies so far off that results saturate.
      #expect(type == .uint8 || all.contains("other"), "\(name) does not use scales")
      return "computes"
    case .disregards:
      #expect(all.allSatisfy { $0 == "same" }, "\(name)")
      return "disregards"
    case .plainIntegers, nil:
      #expect(all.allSatisfy { $0 == "same" }, "\(name) uses scales")
      return "plain"
    case .passesCodes(let scales):
      if scales.rescalesUInt8, type == .uint8 {
        #expect(all.contains("other") && !all.contains("rejects"), "\(name)")
      } else {
        check(scales, name, answers)
      }
      return "passes"
    }
  }

  private static func check(_ scales: EqualScales, _ name: String, _ answers: Answers) {
    for (key, answer) in answers where key.hasPrefix("i") {
      let position = key.dropFirst().dropLast(1)
      let expected = scales.answer(at: Int(position))
      for (kernels, found) in answer {
        let rejects =
          switch expected {
          case .rejected: true
          case .rejectedByXNNPACK: kernels == "default"
          case .rejectedByBuiltin: kernels != "default"
          case .passedOn: false
          }
        #expect(found == (rejects ? "rejects" : "same"), "\(name): \(key) with \(kernels) kernels")
      }
    }
  }
}
