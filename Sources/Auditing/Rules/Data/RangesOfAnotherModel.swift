internal import Calibrating
internal import ModelFormat

/// Flags ranges that were not measured on the model under audit.
struct RangesOfAnotherModel: Rule {
  static let info = RuleInfo(
    id: "D006",
    name: "ranges-of-another-model",
    summary: "The ranges were measured on another model",
    rationale: """
      A ranges file holds the SHA-256 of the model that ran. If that is another model, tensors are \
      matched by name, and rules compare this model's scales with values that the other model \
      computed. This is intended if the other model is the float model from which this one was \
      quantized, and a mistake otherwise.
      """,
    remedy: """
      Run `tflens calibrate` on this model, unless they are meant to be those of its float model.
      """,
    source: "tflens: `model_sha256` and tensor names in the file of `tflens calibrate`",
    severity: .warning,
    needsRanges: true)

  func check(_ context: AuditContext) -> [Finding] {
    guard let ranges = context.ranges, !context.hasOwnRanges else { return [] }
    let (found, all) = (context.measured.count, ranges.tensors.count)
    return [
      finding(
        "the ranges are of the model with SHA-256 \(ranges.modelSHA256.prefix(12))...; \(found) of "
          + "its \(all) measured tensors \(found == 1 ? "has a tensor" : "have tensors") of the same name in this model",
        at: .model,
        values: [
          FindingValue("measured_sha256", ranges.modelSHA256), FindingValue("found", found),
          FindingValue("measured", all),
        ],
        // Ranges of the float model have its tensors under the same names.
        severity: found == all ? .note : nil)
    ]
  }
}
