public import ModelFormat
internal import QuantMath
internal import YAML

extension Ranges {
  /// The name and version of the document.
  public static let schema = "tflens.calibrate/1"
  /// The largest size of a document in bytes.
  static let largestFile = 1 << 26
  /// The most values in a document: 2,000 tensors with all bins of their histograms.
  static let mostValues = 1 << 22

  /// Reads the document that `tflens calibrate` writes.
  ///
  /// - Throws: `ranges-not-readable`, or `ranges-malformed` with line and column.
  public init(reading path: FilePath) throws(Diagnostic) {
    self = try Diagnostic.about(path) { () throws(Diagnostic) in
      try Self(json: path.text(atMost: Self.largestFile, orThrow: Diagnostic.rangesNotReadable))
    }
  }

  /// Reads the text of a document.
  ///
  /// - Throws: `ranges-malformed` with line and column.
  public init(json: String) throws(Diagnostic) {
    let document = try RangesReader(Self.root(of: json), "the document")
    guard document.has("schema") else { throw document.notRanges }
    let schema = try document.text("schema")
    guard schema == Self.schema else {
      throw document.failure(
        "the schema is '\(String(schema.prefix(40)).escapedForDisplay)'; it must be '\(Self.schema)'",
        at: "schema")
    }
    let digest = try document.text("model_sha256")
    guard digest.utf8.count == 64, digest.allSatisfy({ $0.isHexDigit && !$0.isUppercase }) else {
      throw document.failure("'model_sha256' must be 64 hexadecimal digits", at: "model_sha256")
    }
    var versions: [String] = []
    for node in try document.elements("litert_versions") { versions.append(node.scalar ?? "") }
    var measurements: [TensorMeasurement] = []
    var last = -1
    for node in try document.elements("tensors") {
      let measurement = try TensorMeasurement(node)
      guard measurement.tensor > last else {
        throw .rangesMalformed(
          "tensor \(measurement.tensor) comes after tensor \(last)",
          "tensors must be in the order of their indices", at: node.mark)
      }
      last = measurement.tensor
      measurements.append(measurement)
    }
    self.init(
      path: try document.isNull("path") ? nil : document.text("path"), modelSHA256: digest,
      kernels: try document.text("kernels"), runtimeVersions: versions,
      sampleCount: try document.count("samples"), measurements: measurements)
  }

  private static func root(of json: String) throws(Diagnostic) -> YAMLNode {
    do {
      // JSON is YAML.
      if let root = try YAMLNode.root(of: json, mostNodes: mostValues) { return root }
    } catch {
      let problem =
        switch error.reason {
        case .grammar(let problem): "invalid JSON: \(problem)"
        case .repeatedKey(let key): "duplicate key '\(key)'"
        case .limit(let problem): problem
        }
      throw .rangesMalformed(problem.escapedForDisplay, at: error.mark)
    }
    throw .rangesMalformed("the file is empty", at: YAMLMark(line: 1, column: 1))
  }
}

extension TensorMeasurement {
  fileprivate init(_ node: YAMLNode) throws(Diagnostic) {
    let index = try RangesReader(node, "a tensor").whole("tensor", in: 0...Int(Int32.max))
    let tensor = try RangesReader(node, "tensor \(index)")
    let type = try tensor.text("type")
    let grid = try Self.grid(tensor, type)
    let counts = Counts(
      finite: try tensor.count("count"), nan: try tensor.count("nan_count"),
      infinite: try tensor.count("infinite_count"),
      lowestCode: try tensor.count("lowest_code_count"),
      highestCode: try tensor.count("highest_code_count"),
      clipped: try tensor.count("clipped_count"))
    for (key, count) in [
      ("lowest_code_count", counts.lowestCode), ("highest_code_count", counts.highestCode),
      ("clipped_count", counts.clipped),
    ] where count > counts.finite {
      throw tensor.failure(
        "'\(key)' is \(count), and there are \(counts.finite) values", at: key)
    }
    self.init(
      tensor: index, name: try tensor.isNull("name") ? "" : try tensor.text("name"), type: type,
      grid: grid, counts: counts, sum: try tensor.exact("exact_sum"),
      squareSum: try tensor.exact("exact_square_sum"),
      spread: counts.finite == 0 ? nil : try Self.spread(tensor, grid, count: counts.finite),
      given: try Self.given(tensor))
  }

  private static func given(_ tensor: RangesReader) throws(Diagnostic) -> ClosedRange<Double>? {
    guard tensor.has("given_min"), try !tensor.isNull("given_min") else { return nil }
    let (lowest, highest) = (try tensor.real("given_min"), try tensor.real("given_max"))
    guard lowest <= highest else {
      throw tensor.failure(
        "'given_min' is \(lowest), and 'given_max' is \(highest)", at: "given_min")
    }
    return lowest...highest
  }

  private static func grid(_ tensor: RangesReader, _ type: String) throws(Diagnostic) -> Grid? {
    guard let codes = codes(of: type) else {
      guard isFloat(type) else {
        throw tensor.failure(
          "the type must be INT8, UINT8, INT16, FLOAT32 or FLOAT16", at: "type")
      }
      return nil
    }
    let scale = Float(try tensor.text("scale")) ?? 0
    guard scale.isPositiveNormal else {
      throw tensor.failure("the scale must be a positive normal number", at: "scale")
    }
    // Outside, codes minus the zero point would not be exact as real numbers.
    let zeroPoint = try tensor.whole(
      "zero_point", in: Int(codes.lowest)...Int(codes.highest))
    return Grid(scale: scale, zeroPoint: Int32(zeroPoint), codes: codes)
  }

  private static func spread(
    _ tensor: RangesReader, _ grid: Grid?, count: UInt64
  ) throws(Diagnostic) -> Spread {
    let step = grid.map { Double($0.scale) } ?? 1
    let lowest = try tensor.real("min") / step
    let highest = try tensor.real("max") / step
    let farthest = Double(Float.greatestFiniteMagnitude)
    for (key, value) in [("min", lowest * step), ("max", highest * step)]
    where value.magnitude > farthest {
      throw tensor.failure(
        "'\(key)' is \(value), which is not a float32 number", at: key)
    }
    let histogram = try RangesReader(try tensor.node("histogram"), "the histogram")
    let exponent = try histogram.whole("bin_width_exponent", in: grid == nil ? -149...128 : 0...32)
    let first = try histogram.whole("first_bin", in: -(1 << 54)...1 << 54)
    let bins = try histogram.elements("counts")
    guard (1...mostBins).contains(bins.count) else {
      throw histogram.failure(
        "there are \(bins.count) bins; 1 to \(mostBins) are allowed", at: "counts")
    }
    var counts: [UInt64] = []
    var total: UInt64 = 0
    for bin in bins {
      guard let number = bin.scalar.flatMap({ UInt64($0) }), number <= Ranges.largestCount else {
        throw .rangesMalformed(
          "a count of the histogram is invalid",
          "it must be a whole number from 0 to \(Ranges.largestCount)", at: bin.mark)
      }
      counts.append(number)
      total += number
      guard total <= count else { break }
    }
    guard total == count else {
      throw histogram.failure(
        "the counts do not add up to \(count), the number of values of the tensor",
        at: "counts")
    }
    let width = Double(sign: .plus, exponent: exponent, significand: 1)
    guard (lowest / width).rounded(.down) == Double(first),
      (highest / width).rounded(.down) == Double(first + counts.count - 1)
    else {
      throw histogram.failure(
        "the bins do not begin with the lowest value and end with the highest", at: "first_bin")
    }
    return Spread(
      lowest: lowest, highest: highest, widthExponent: exponent, first: first, counts: counts)
  }
}
