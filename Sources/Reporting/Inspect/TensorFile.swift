internal import ModelFacts
public import ModelFormat

/// The data of one constant tensor, for other programs: as it is stored, or as real numbers.
public struct TensorFile {
  /// How the elements are written.
  public enum Format: String, CaseIterable, Sendable {
    /// An array that NumPy reads.
    case npy
    /// A line for each row of the last dimension, commas between the elements.
    case csv
  }

  /// Which numbers are written.
  public enum Values: String, CaseIterable, Sendable {
    /// The elements as the file has them: codes if they are quantized.
    case codes
    /// scale x (code - zero point), in float32 as a runtime's DEQUANTIZE computes it.
    case real
  }

  private let elements: TensorElements
  private let shape: [Int]

  /// The selected tensor.
  ///
  /// - Throws: `no-such-part` if there is none, or several, or it has no data to write.
  public init(_ model: Model, selection: InspectReport.Selection, values: Values) throws {
    let report = try InspectReport(model, path: FilePath(""), selection: selection)
    let tensors = report.subgraphs.flatMap(\.tensors)
    guard let tensor = tensors.first, tensors.count == 1 else {
      throw Diagnostic.notOneTensor(tensors.count)
    }
    guard !tensor.isSparse, let data = tensor.data, let count = tensor.elementCount,
      let byteCount = tensor.byteCount, data.count == byteCount,
      let elements = TensorElements(tensor, data, count: count)
    else { throw Diagnostic.withoutData(tensor) }
    if values == .real {
      guard let real = elements.real(TensorQuantization(tensor), shape: tensor.shape) else {
        throw Diagnostic.withoutScale(tensor)
      }
      self.elements = real
    } else {
      self.elements = elements
    }
    shape = tensor.shape.map { Int($0) }
  }

  /// Writes the file.
  public func write(_ format: Format, to output: OutputBuffer) throws {
    switch format {
    case .npy:
      output.append(NPYHeader.bytes(elements.npyType, shape: shape))
      for index in 0..<elements.count {
        output.append(elements.bytes(index))
        try output.flushIfLarge()
      }
    case .csv:
      let row = max(1, shape.last ?? 1)
      for index in 0..<elements.count {
        output.append(elements.text(index))
        output.append((index + 1) % row == 0 ? "\n" : ",")
        try output.flushIfLarge()
      }
    }
    try output.finish()
  }
}
