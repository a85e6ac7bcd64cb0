public import ModelFormat

/// Where the samples of an input came from, and how they became what the models got.
public struct InputSource: Sendable {
  /// What holds samples.
  public enum Kind: String, Sendable {
    /// An array of an NPZ file.
    case npz
    /// An NPY file.
    case npy
    /// PNG and JPEG files.
    case images
    /// Bare little-endian elements.
    case raw
  }

  /// How stored elements became numbers for a model.
  public enum Conversion: String, Sendable {
    /// They are elements of an input already.
    case codes
    /// They are real numbers.
    case realNumbers = "real-numbers"
    /// They are integers of another type than the input's.
    case integers
    /// They are 8-bit codes of the other signedness: 128 lies between.
    case shiftedCodes = "shifted-codes"
    /// They are pixels, which became real numbers by a mean and a standard deviation.
    case normalized
  }

  /// The path as it was typed, with the name of the input before it if there was one.
  public let path: FilePath
  /// What holds the samples.
  public let kind: Kind
  /// The name of the array in an NPZ file; nil for anything else.
  public let array: String?
  /// NumPy's name of the type of the stored elements.
  public let type: String
  /// How the elements became numbers.
  public let conversion: Conversion
  /// The mean and standard deviation that were used; nil if none were.
  public let normalization: Normalization?
  /// How many images were resized.
  public let resizedCount: Int
  /// The share of real numbers outside the range of a quantized input, which became its lowest or
  /// highest code; 0 if there were no real numbers.
  public let clippedFraction: Double

  /// The ten words in a line of the driver (`Feed.words` in inputs.py); nil if they are not such.
  init?(_ words: [String], paths: [FilePath]) {
    guard words.count == 10, let place = Int(words[0]), paths.indices.contains(place),
      let kind = Kind(rawValue: words[1]), let conversion = Conversion(rawValue: words[4]),
      let resizedCount = Int(words[7]), let clipped = Int(words[8]), let total = Int(words[9])
    else { return nil }
    (path, self.kind, self.conversion) = (paths[place], kind, conversion)
    array = kind == .npz ? RuntimeAnswer.text(words[2]) : nil
    type = words[3]
    let numbers = [words[5], words[6]].map { $0.split(separator: ",").compactMap { Double($0) } }
    normalization =
      conversion == .normalized
      ? Normalization(means: numbers[0], standardDeviations: numbers[1]) : nil
    self.resizedCount = resizedCount
    clippedFraction = total == 0 ? 0 : Double(clipped) / Double(total)
  }
}
