private import Digests
internal import ModelFormat
internal import Reporting

/// The SHA-256 by which a batch recognizes a model.
enum ModelIdentity {
  /// Data up to this size counts as part of the tables: shapes, axes and the constants of
  /// element-wise operators decide what rules say that do not read weights.
  static let largestInTables = 4096

  /// The hash in lower-case hexadecimal digits.
  ///
  /// - Parameter ofWeights: whether every byte counts; if not, only the size of data larger than
  ///   `largestInTables` counts, and only the tables are read.
  static func sha256(of model: Model, ofWeights: Bool) -> String {
    var hash = SHA256()
    let file = model.file
    var place = 0
    for data in ofWeights ? [] : weights(of: model) {
      file.bytes(in: place..<data.lowerBound).forEachChunk { hash.update($0) }
      let count = UInt64(data.count).littleEndian
      withUnsafeBytes(of: count) { hash.update($0) }
      place = data.upperBound
    }
    file.bytes(in: place..<max(place, file.byteCount)).forEachChunk {
      hash.update($0)
    }
    return hash.digest.hexText
  }

  /// The ranges of large data, in the order of the file; overlapping data is one range.
  private static func weights(of model: Model) -> [Range<Int>] {
    let all = model.buffers.lazy.compactMap(\.contents).filter { $0.count > largestInTables }
      .map { $0.offset..<($0.offset + $0.count) }
      .sorted { $0.lowerBound < $1.lowerBound }
    return all.reduce(into: []) { runs, data in
      if let last = runs.last, data.lowerBound < last.upperBound {
        runs[runs.count - 1] = last.lowerBound..<max(last.upperBound, data.upperBound)
      } else {
        runs.append(data)
      }
    }
  }
}
