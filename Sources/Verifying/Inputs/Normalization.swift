internal import ModelFormat

/// How pixels become the numbers that a model was trained on: (x - mean) / standard deviation.
public struct Normalization: Sendable, Equatable {
  /// One mean, or one for each channel.
  public let means: [Double]
  /// One standard deviation, or one for each channel.
  public let standardDeviations: [Double]

  /// A normalization with these numbers.
  public init(means: [Double], standardDeviations: [Double]) {
    (self.means, self.standardDeviations) = (means, standardDeviations)
  }

  /// What TFLite Metadata states for an input of the first subgraph.
  ///
  /// Nil if it states nothing, or if it cannot be read.
  init?(statedBy model: Model, for tensor: Tensor) {
    guard let subgraph = model.subgraphs.first,
      let position = subgraph.inputs.filter({ !$0.isAbsent }).firstIndex(of: tensor.index),
      let root = try? model.storedDescription(),
      let described = root.tables("subgraph_metadata").first
    else { return nil }
    let inputs = described.tables("input_tensor_metadata")
    guard inputs.indices.contains(position) else { return nil }
    for unit in inputs[position].tables("process_units") {
      guard let options = unit.table("options"), options.typeName == "NormalizationOptions"
      else { continue }
      self.init(
        means: options.floats("mean") ?? [0], standardDeviations: options.floats("std") ?? [1])
      return
    }
    return nil
  }

  /// `127.5:127.5`, with commas between the channels.
  var words: String {
    [means, standardDeviations].map { $0.map { "\($0)" }.joined(separator: ",") }
      .joined(separator: ":")
  }
}

extension Record {
  private func value(named name: String) -> RecordValue? { field(named: name).flatMap(value) }

  fileprivate func table(_ name: String) -> Record? {
    guard case .record(let record)? = value(named: name) else { return nil }
    return record
  }

  fileprivate func tables(_ name: String) -> [Record] {
    guard case .records(let records)? = value(named: name) else { return [] }
    return Array(records)
  }

  /// Nil for an empty list.
  fileprivate func floats(_ name: String) -> [Double]? {
    guard case .numbers(.float32(let numbers))? = value(named: name), !numbers.isEmpty
    else { return nil }
    return numbers.map(Double.init)
  }
}
