internal import ModelFacts
internal import ModelFormat
internal import QuantMath

/// How the values of one constant tensor are distributed: real numbers where it has scales, else as
/// they are stored.
struct TensorDistribution {
  /// How many parts the range is divided into.
  private static let binCount = 16

  let elementCount: Int
  /// Elements that are infinite or not a number; everything else is about the others.
  private(set) var notFiniteCount = 0
  private(set) var zeroCount = 0
  private(set) var min = Double.infinity
  private(set) var max = -Double.infinity
  private(set) var mean = 0.0
  /// The standard deviation over all elements.
  private(set) var deviation = 0.0
  /// How many elements lie in each part of the range, from the lowest; one part if all are equal.
  private(set) var counts: [Int] = []
  /// How many elements have each value, from the lowest; nil if there are more values than parts.
  private(set) var values: [(value: Double, count: Int)]?

  /// Nil for a tensor without data, and for one whose elements are not plain numbers.
  init?(_ tensor: Tensor) {
    guard !tensor.isSparse, let data = tensor.data, let count = tensor.elementCount, count > 0,
      data.count == tensor.byteCount, let stored = TensorElements(tensor, data, count: count)
    else { return nil }
    let elements = stored.real(TensorQuantization(tensor), shape: tensor.shape) ?? stored
    elementCount = count
    measure(elements)
    guard min <= max else { return }
    self.counts = counts(of: elements)
  }

  private mutating func measure(_ elements: TensorElements) {
    // Welford's: neither large numbers nor many of them cancel.
    var moments = Moments(unit: 1)
    var values: [Double: Int]? = [:]
    for index in 0..<elements.count {
      let number = elements.number(index)
      guard number.isFinite else {
        notFiniteCount += 1
        continue
      }
      if number == 0 { zeroCount += 1 }
      values?[number, default: 0] += 1
      if values?.count ?? 0 > Self.binCount { values = nil }
      (min, max) = (Swift.min(min, number), Swift.max(max, number))
      moments.add(number)
    }
    if !moments.squares.isFinite || !moments.mean.isFinite {
      // The squares of FLOAT64 numbers past 1e154 are infinite, but not those of parts of the greatest.
      moments = Moments(unit: Swift.max(abs(min), abs(max)).binade)
      for index in 0..<elements.count where elements.number(index).isFinite {
        moments.add(elements.number(index))
      }
    }
    mean = moments.mean * moments.unit
    deviation = moments.deviation * moments.unit
    self.values = values?.map { ($0.key, $0.value) }.sorted { $0.value < $1.value }
  }

  /// The mean of numbers, and the squares of their distances from it, in a unit.
  private struct Moments {
    /// A power of two, so that dividing by it is exact.
    let unit: Double
    private(set) var mean = 0.0
    private(set) var squares = 0.0
    private var seen = 0.0

    init(unit: Double) { self.unit = unit }

    mutating func add(_ number: Double) {
      seen += 1
      let distance = number / unit - mean
      mean += distance / seen
      squares += distance * (number / unit - mean)
    }

    var deviation: Double { seen > 0 ? (squares / seen).squareRoot() : 0 }
  }

  private func counts(of elements: TensorElements) -> [Int] {
    guard min < max else { return [elementCount - notFiniteCount] }
    var counts = [Int](repeating: 0, count: Self.binCount)
    // Halves, as the difference of two numbers may be past what a double holds.
    let width = max / 2 - min / 2
    for index in 0..<elements.count {
      let number = elements.number(index)
      guard number.isFinite else { continue }
      let place = (number / 2 - min / 2) / width * Double(Self.binCount)
      counts[Swift.min(Self.binCount - 1, Int(saturating: place))] += 1
    }
    return counts
  }

  /// The lower end of a part; of the one past the last, the end of the range.
  func edge(_ part: Int) -> Double {
    let share = Double(part) / Double(counts.count)
    return min * (1 - share) + max * share
  }
}

extension TensorDistribution {
  /// Writes the figures, and the histogram with a bar for each part of the range.
  func write(about tensor: Tensor, to text: TextWriter) throws {
    try text.heading("Values of \(tensor.label)")
    let others = elementCount - notFiniteCount
    var facts = [
      (
        name: "elements",
        value: "\(elementCount)"
          + (zeroCount > 0 ? ", \(zeroCount.counted("zero"))" : "")
          + (notFiniteCount > 0 ? ", \(notFiniteCount) not finite" : "")
      )
    ]
    if others > 0 {
      facts.append(("range", "\(min.asFigure) to \(max.asFigure)"))
      facts.append(("mean", "\(mean.asFigure), standard deviation \(deviation.asFigure)"))
    }
    try text.facts(facts)
    guard !counts.isEmpty else { return }
    try text.line()
    try text.table(histogram(room: (text.width ?? .max) - Self.otherColumns, style: text.style))
  }

  /// A row for each value if there are few, such as those of BOOL and INT4, else for each part of the range.
  private func histogram(room: Int, style: TextStyle) -> TextTable {
    let ends = values == nil ? ["from", "to"] : ["value"]
    var table = TextTable(
      (ends + ["elements"]).map { .init(title: $0, isRight: true) } + [.init(title: "")])
    let counts = values?.map(\.count) ?? counts
    let room = Swift.min(Self.longestBar, room)
    for (place, count) in counts.enumerated() {
      // Few are still some.
      let length = count == 0 ? 0 : Swift.max(1, room * count / Swift.max(1, counts.max() ?? 1))
      let bar = String(repeating: style.isUnicode ? "\u{2588}" : "#", count: length)
      let ends =
        values.map { [valueText($0[place].value)] } ?? [edgeText(place), edgeText(place + 1)]
      table.add((ends + ["\(count)", bar]).map { .init($0) })
    }
    return table
  }

  /// The shortest decimal that reads back, to the same float32 if it is one.
  private func valueText(_ value: Double) -> String {
    Double(Float(value)) == value ? Float(value).asExact : "\(value)"
  }

  /// The end of a part, all with the same number of decimals: two digits of a part's width.
  private func edgeText(_ part: Int) -> String {
    var (width, digits) = ((max / 2 - min / 2) / Double(counts.count) * 2, 0)
    guard width > 1e-9, Swift.max(-min, max) < 1e9 else { return edge(part).asFigure }
    while width < 10 {
      width *= 10
      digits += 1
    }
    return edge(part).rounded(toDigits: digits)
  }

  private static let longestBar = 50
  /// What a terminal must have beside the bars.
  private static let otherColumns = 42

  /// Writes the JSON form.
  func write(to json: JSONWriter) throws {
    try json.object {
      try json.member("elements", elementCount)
      try json.member("zeros", zeroCount)
      try json.member("not_finite", notFiniteCount)
      let hasRange = min <= max
      for (name, number) in [("min", min), ("max", max), ("mean", mean), ("deviation", deviation)] {
        try json.key(name)
        if hasRange { json.value(number) } else { json.null() }
      }
      try json.key("histogram")
      guard hasRange else { return json.null() }
      try json.object {
        try json.key("low")
        json.value(min)
        try json.key("high")
        json.value(max)
        try json.member("counts", counts)
      }
    }
  }
}
