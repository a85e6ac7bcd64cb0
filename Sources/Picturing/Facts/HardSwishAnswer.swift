internal import ModelFacts
internal import ModelFormat

/// The answer to the first question about a model.
///
/// Do per-channel scales end in the matrix operator before HARD_SWISH, and does one output scale serve the
/// activation?
struct HardSwishAnswer {
  /// How the answer is coloured.
  enum Tone: String { case good, bad, doubtful }

  let tone: Tone
  /// The answer in a word or two.
  let word: String
  /// The answer in a sentence or two.
  let sentence: String

  init(_ survey: HardSwishSurvey) {
    let count = survey.entries.count
    let refuted = survey.count(.refuted)
    let perTensor = survey.count(.confirmedPerTensorWeights)
    let good = survey.count(.confirmed) + perTensor
    let which = count == 1 ? "its HARD_SWISH" : count.all("HARD_SWISH")
    switch () {
    case _ where count == 0: (tone, word, sentence) = Self.none(survey)
    case _ where refuted > 0:
      (tone, word) = (.bad, "No")
      sentence =
        "\(refuted) of \(count) HARD_SWISH \(refuted == 1 ? "fails" : "fail") a check, so it is not shown that a "
        + "single output scale is enough for the activation."
    case _ where survey.count(.notQuantized) == count:
      (tone, word) = (.doubtful, "Not quantized")
      sentence = "The model computes \(which) in floating point, so there are no scales to check."
    case _ where good == count && perTensor == 0:
      (tone, word) = (.good, "Yes")
      sentence =
        "For \(which), the per-channel scales end in the matrix operator before the activation, and a "
        + "single output scale is enough for the whole tensor."
    case _ where good == count && perTensor == count:
      (tone, word) = (.good, "Yes")
      sentence =
        "A single output scale is enough for \(which). The weights before them have one scale too, so there "
        + "are no per-channel scales."
    case _ where good == count:
      (tone, word) = (.good, "Yes")
      sentence =
        "A single output scale is enough for \(which). Per-channel scales end in the matrix operator before "
        + "the activation; \(perTensor) of \(count) have one weight scale for all channels instead."
    case _ where good == 0:
      (tone, word) = (.doubtful, "Not applicable")
      sentence =
        "No HARD_SWISH has a quantized matrix operator before it, where per-channel scales could end."
    default:
      (tone, word) = (.doubtful, "Yes, for \(good) of \(count)")
      sentence =
        "For \(good) HARD_SWISH, per-channel scales end in the matrix operator before the activation, "
        + "and a single output scale is enough for the whole tensor. The other \(count - good) have no quantized "
        + "matrix operator before them."
    }
  }

  private static func none(_ survey: HardSwishSurvey) -> (Tone, String, String) {
    let count = survey.decomposed.count
    guard count > 0 else {
      return (
        .doubtful, "No HARD_SWISH", "The model has no HARD_SWISH, so there is nothing to check."
      )
    }
    return (
      .doubtful, "No HARD_SWISH",
      "The model has no HARD_SWISH operator, but \(count) hard-swish decomposed into other operators; "
        + "`tflens rewrite --fuse-hard-swish` can fuse each into one operator."
    )
  }
}
