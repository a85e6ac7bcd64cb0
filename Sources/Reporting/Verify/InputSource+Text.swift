internal import ModelFormat
internal import Verifying

extension InputSource {
  /// What held the samples, and how they became numbers.
  ///
  /// - Parameter isStated: whether a normalization is the one in the model's metadata.
  func words(isStated: Bool) -> String {
    var words: [String] =
      switch kind {
      case .npz: ["array '\(array ?? "")' of \(type)"]
      case .npy: ["array of \(type)"]
      case .images: ["images"]
      case .raw: ["bare elements of \(type)"]
      }
    if resizedCount > 0 { words.append("\(resizedCount) resized (bilinear)") }
    switch conversion {
    case .codes: words.append("used as codes")
    case .realNumbers: words.append("used as real numbers")
    case .integers: words.append("used as integers")
    case .shiftedCodes:
      words.append("shifted by 128 to \(type == "uint8" ? "int8" : "uint8") codes")
    case .normalized: words.append("normalized \(normalizationText(isStated: isStated))")
    }
    if clippedFraction > 0 {
      words.append("\((clippedFraction * 100).asFigure)% outside the range of the input, clipped")
    }
    return words.joined(separator: ", ")
  }

  /// `as (x - 127.5) / 127.5, as in the model's metadata`.
  private func normalizationText(isStated: Bool) -> String {
    let numbers = [normalization?.means ?? [], normalization?.standardDeviations ?? []].map {
      let words = $0.map(\.asFigure).joined(separator: ", ")
      return $0.count == 1 ? words : "[\(words)]"
    }
    return "as (x - \(numbers[0])) / \(numbers[1])"
      + (isStated ? ", as in the model's metadata" : "")
  }
}
