internal import ModelFacts
internal import ModelFormat

extension QuantizationChange {
  /// Nil if the parameters are the same.
  init?(_ match: TensorMatch, _ recordA: Record?, _ recordB: Record?) {
    let (a, b) = (TensorQuantization(match.a), TensorQuantization(match.b))
    let compared = a.flatMap { a in b.map { (a, $0) } }
    scales = compared.flatMap { Self.scales($0.scales, $1.scales) }
    zeroPoints = compared.flatMap { Self.zeroPoints($0.zeroPoints, $1.zeroPoints) }
    let names = (
      a?.granularity.rawValue ?? QuantizationChange.none,
      b?.granularity.rawValue ?? QuantizationChange.none
    )
    granularity = (a: names.0, b: names.1)
    // The indices of tensors with scales of blocks are not a difference.
    others = FieldDifference.all(recordA, recordB, except: ["scale", "zero_point"]).filter {
      !["details.scales", "details.zero_points", "details_type"].contains($0.field)
    }
    tensor = match
    let isSame =
      a?.scales.count == b?.scales.count && a?.zeroPoints.count == b?.zeroPoints.count
      && names.0 == names.1
    guard !isSame || scales != nil || zeroPoints != nil || !others.isEmpty else { return nil }
  }

  private static func scales(_ a: Scalars<Float>, _ b: Scalars<Float>) -> Scales? {
    guard a.count == b.count else { return nil }
    var changed = 0
    var most: (share: Double, place: Int)?
    for place in a.indices where a[place].bitPattern != b[place].bitPattern {
      changed += 1
      let change = abs(Double(b[place]) / Double(a[place]) - 1)
      let share = change.isNaN ? .infinity : change
      if most.map({ share > $0.share }) ?? true { most = (share, place) }
    }
    return most.map {
      Scales(changedCount: changed, count: a.count, a: a[$0.place], b: b[$0.place])
    }
  }

  private static func zeroPoints(_ a: Scalars<Int64>, _ b: Scalars<Int64>) -> ZeroPoints? {
    guard a.count == b.count else { return nil }
    var changed = 0
    var most: (distance: UInt64, place: Int)?
    for place in a.indices where a[place] != b[place] {
      changed += 1
      let distance =
        a[place] > b[place]
        ? UInt64(bitPattern: a[place] &- b[place]) : UInt64(bitPattern: b[place] &- a[place])
      if most.map({ distance > $0.distance }) ?? true { most = (distance, place) }
    }
    return most.map { ZeroPoints(changedCount: changed, a: a[$0.place], b: b[$0.place]) }
  }
}
