import Auditing
import Calibrating
import Foundation
import ModelFormat
import QuantMath
import Testing

/// A model, what its tensors held, and what one rule finds.
struct DataCase: CustomTestStringConvertible, Sendable {
  /// The values of one tensor: codes, or real numbers.
  typealias Values = [String: [Double]]

  let why: String
  let findings: [String]
  let change: @Sendable (inout ModelSketch) -> Void
  let values: Values
  var samples: UInt64 = 10
  var clipped: UInt64 = 0
  /// The real numbers that inputs were given; nil if they were given codes.
  var given: ClosedRange<Double>?
  /// Whether the ranges are of this model.
  var isOwn = true
  /// What the tensors are called in the other model.
  var otherNames: [String: String] = [:]

  var testDescription: String { findings.isEmpty ? why : "fires: \(why)" }

  init(
    _ why: String, _ findings: String..., values: Values, samples: UInt64 = 10,
    clipped: UInt64 = 0, given: ClosedRange<Double>? = nil, isOwn: Bool = true,
    otherNames: [String: String] = [:],
    change: @escaping @Sendable (inout ModelSketch) -> Void = { _ in }
  ) {
    (self.why, self.findings, self.values, self.change) = (why, findings, values, change)
    (self.samples, self.clipped, self.isOwn) = (samples, clipped, isOwn)
    self.given = given
    self.otherNames = otherNames
  }

  /// Holds a rule to the case, and what it says to its golden file.
  func check(_ rule: String) throws {
    var sketch = ModelSketch()
    change(&sketch)
    let model = try sketch.model()
    let ranges = try ranges(of: model)
    let found = try Self.audit(rule, ranges).run(model, path: FilePath("m.tflite")).findings
    #expect(found.map(RuleCase.brief) == findings, "\(found.map(\.message))")
    if !findings.isEmpty { try RuleGolden.check(rule, case: why, in: model, ranges: ranges) }
    // Without ranges, the rule does not run.
    let silent = try Self.audit(rule, nil).run(model, path: FilePath("m.tflite")).findings
    #expect(silent.isEmpty)
  }

  private static func audit(_ rule: String, _ ranges: Ranges?) throws -> Audit {
    Audit(
      try RuleSelection(select: [rule], ignore: []),
      today: CalendarDate(secondsSince1970: 0), ranges: ranges)
  }

  private func ranges(of model: Model) throws -> Ranges {
    let subgraph = try #require(model.subgraphs.first)
    let measurements = subgraph.tensors.compactMap { tensor -> TensorMeasurement? in
      let name = tensor.name?.text ?? ""
      return values[name].flatMap {
        Self.measured(tensor, named: otherNames[name] ?? name, $0, clipped: clipped, given: given)
      }
    }
    return Ranges(
      modelSHA256: isOwn ? model.file.sha256 : String(repeating: "0", count: 64),
      kernels: "reference", runtimeVersions: ["2.0"], sampleCount: samples,
      measurements: measurements)
  }

  private static func measured(
    _ tensor: Tensor, named name: String, _ values: [Double], clipped: UInt64,
    given: ClosedRange<Double>?
  ) -> TensorMeasurement? {
    let isFloat = tensor.type == .float32
    let scale = tensor.quantization?.scales.first ?? 1
    let zeroPoint = isFloat ? 0 : tensor.quantization?.zeroPoints.first ?? 0
    let codes = tensor.type == .uint8 ? CodeRange.uint8 : .int8
    let finite = values.filter(\.isFinite).map { $0 - Double(zeroPoint) }
    // Bins of 1/8 for floats: the tests use multiples of it.
    let width = isFloat ? 0.125 : 1
    let bins = finite.map { Int(($0 / width).rounded(.down)) }
    var spread: TensorMeasurement.Spread?
    if let low = finite.min(), let high = finite.max(), let first = bins.min(),
      let last = bins.max()
    {
      var counts = [UInt64](repeating: 0, count: last - first + 1)
      for bin in bins { counts[bin - first] += 1 }
      spread = .init(
        lowest: low, highest: high, widthExponent: isFloat ? -3 : 0, first: first, counts: counts)
    }
    return TensorMeasurement(
      tensor: Int(tensor.index.rawValue), name: name, type: tensor.type.name,
      grid: isFloat
        ? nil : Grid(scale: scale, zeroPoint: Int32(zeroPoint), codes: codes),
      counts: .init(
        finite: UInt64(finite.count), nan: UInt64(values.count { $0.isNaN }),
        infinite: UInt64(values.count { $0.isInfinite }),
        lowestCode: isFloat ? 0 : UInt64(values.count { $0 == Double(codes.lowest) }),
        highestCode: isFloat ? 0 : UInt64(values.count { $0 == Double(codes.highest) }),
        clipped: clipped),
      sum: ExactNumber(0), squareSum: ExactNumber(0), spread: spread, given: given)
  }
}
