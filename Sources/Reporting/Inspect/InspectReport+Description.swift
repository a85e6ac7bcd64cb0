internal import ModelFormat

extension InspectReport {
  /// What TFLite Metadata says of the model, or why it cannot be read.
  var storedDescription: Result<Record?, Diagnostic> {
    do throws(Diagnostic) {
      return .success(try model.storedDescription())
    } catch {
      return .failure(error)
    }
  }

  /// Writes what TFLite Metadata says of the model: its name, its inputs and outputs with their
  /// normalization, and its files.
  func writeStoredDescription(to text: TextWriter) throws {
    switch storedDescription {
    case .success(nil): return
    case .failure(let failure):
      try text.heading("TFLite Metadata")
      try text.prose(
        text.style.doubtful("cannot be read: ") + failure.metadataProblem.escapedForDisplay,
        indent: 2)
    case .success(let root?):
      let name = root.words("name").map { ": \($0)" } ?? ""
      try text.heading("TFLite Metadata\(name)")
      try text.facts(Self.facts(of: root))
    }
  }

  private static func facts(of root: Record) -> [(name: String, value: String)] {
    var facts: [(name: String, value: String)] = []
    for name in ["description", "version", "author", "license"] {
      if let words = root.words(name) { facts.append((name, words)) }
    }
    let subgraphs = root.children("subgraph_metadata")
    for (index, subgraph) in subgraphs.enumerated() {
      let place = subgraphs.count == 1 ? "" : "\(index):"
      for (kind, field) in [
        ("input", "input_tensor_metadata"), ("output", "output_tensor_metadata"),
      ] {
        for (position, tensor) in subgraph.children(field).enumerated() {
          facts.append(("\(kind) \(place)\(position)", words(about: tensor)))
        }
      }
      facts += files(of: subgraph)
    }
    return facts + files(of: root)
  }

  private static func files(of record: Record) -> [(name: String, value: String)] {
    record.children("associated_files").map { ("file", fileText($0)) }
  }

  /// `image: RGB image; (x - 127.5) / 127.5; from 0 to 255; labels.txt (TENSOR_AXIS_LABELS)`.
  private static func words(about tensor: Record) -> String {
    var words = [[tensor.words("name"), tensor.words("description")].compactMap { $0 }]
      .map { $0.joined(separator: ": ") }
    if let properties = tensor.child("content")?.child("content_properties") {
      let details = properties.fields.compactMap { field -> String? in
        guard properties.has(field) else { return nil }
        return properties.value(field)?.shortText(field)
      }
      words.append((details + [kinds[properties.typeName] ?? ""]).joined(separator: " "))
    }
    for unit in tensor.children("process_units") {
      if let options = unit.child("options") { words.append(stepText(options)) }
    }
    if let stats = tensor.child("stats"), let low = stats.numbers("min"),
      let high = stats.numbers("max")
    {
      words.append("values from \(low) to \(high)")
    }
    words += tensor.children("associated_files").map(fileText)
    return words.filter { !$0.isEmpty }.joined(separator: "; ")
  }

  /// What a tensor is, by the table of its properties.
  private static let kinds = [
    "FeatureProperties": "feature", "ImageProperties": "image",
    "BoundingBoxProperties": "bounding boxes",
  ]

  /// A step that the caller does outside the graph.
  private static func stepText(_ options: Record) -> String {
    switch options.typeName {
    case "NormalizationOptions":
      let mean = options.numbers("mean") ?? "0"
      return "normalized as (x - \(mean)) / \(options.numbers("std") ?? "1")"
    case "ScoreThresholdingOptions":
      return "scores from \(options.scalar("global_score_threshold")) on count"
    case "ScoreCalibrationOptions":
      return "scores calibrated with \(options.scalar("score_transformation")), default "
        + options.scalar("default_score")
    default:
      let files = ["sentencePiece_model", "vocab_file"].flatMap(options.children).map(fileText)
      return "tokenized with " + files.joined(separator: ", ")
    }
  }

  /// `labels.txt (TENSOR_AXIS_LABELS)`.
  private static func fileText(_ file: Record) -> String {
    let notes = [file.scalar("type"), file.words("locale"), file.words("description")]
    return "\(file.words("name") ?? "-") (\(notes.compactMap { $0 }.joined(separator: ", ")))"
  }
}

extension Diagnostic {
  /// What is wrong with the bytes of TFLite Metadata, and where in them.
  var metadataProblem: String {
    let place = place.description
    return place.isEmpty ? what : "\(what), at \(place) of the metadata"
  }
}

extension Record {
  private func value(named name: String) -> RecordValue? { field(named: name).flatMap(value) }

  /// A string as a terminal may show it; nil if it is left out or empty.
  fileprivate func words(_ name: String) -> String? {
    guard case .text(let text)? = value(named: name), text.bytes.count > 0 else { return nil }
    return text.text.escapedForDisplay
  }

  /// A table; nil if it is left out.
  fileprivate func child(_ name: String) -> Record? {
    guard case .record(let record)? = value(named: name) else { return nil }
    return record
  }

  /// The tables of a list; none if it is left out.
  fileprivate func children(_ name: String) -> [Record] {
    guard case .records(let records)? = value(named: name) else { return [] }
    return Array(records)
  }

  /// A list of numbers: one, or all in brackets; nil if there is none.
  fileprivate func numbers(_ name: String) -> String? {
    guard case .numbers(.float32(let numbers))? = value(named: name), let first = numbers.first
    else { return nil }
    return numbers.count == 1
      ? first.asExact : "[\(numbers.map(\.asExact).joined(separator: ", "))]"
  }

  /// A number or the name of a value.
  fileprivate func scalar(_ name: String) -> String {
    guard let field = field(named: name) else { return "" }
    return value(field)?.shortText(field) ?? ""
  }
}
