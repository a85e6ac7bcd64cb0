internal import ModelFormat

/// Whether one output scale is enough for a HARD_SWISH, and if not, why.
public struct HardSwishVerdict: Sendable {
  /// The answer in a word.
  public enum Answer: String, Sendable, CaseIterable {
    /// One output scale is enough; per-channel scales end in the matrix operator before it.
    case confirmed
    /// One output scale is enough; the weights have one scale too.
    case confirmedPerTensorWeights = "confirmed-per-tensor-weights"
    /// Something does not hold.
    case refuted
    /// Input and output are float: there are no scales.
    case notQuantized = "not-quantized"
    /// No matrix operator computes the input.
    case notApplicable = "not-applicable"
  }

  /// The answer.
  public let answer: Answer
  /// The reasons for it, in words; empty if there is nothing to report.
  public let reasons: [String]

  /// Judges a site by its checks: the first answer that fits.
  public init(_ site: HardSwishSite, _ checks: HardSwishChecks) {
    guard let input = site.input?.tensor, let output = site.output?.tensor else {
      self.init(.refuted, ["the operator has no \(site.input == nil ? "input" : "output")"])
      return
    }
    if input.type.isFloat && output.type.isFloat {
      self.init(.notQuantized, ["input and output are \(input.type.name)"])
      return
    }
    let notes = Self.notes(site)
    if checks.isRefuted {
      self.init(.refuted, checks.faults + notes)
    } else if let producer = site.producer {
      let hasOneScale = producer.weights?.quantization?.granularity == .perTensor
      var oneScale: String {
        "the weights of \(producer.matrix.op.label) have one scale for all channels"
      }
      self.init(
        hasOneScale ? .confirmedPerTensorWeights : .confirmed,
        (hasOneScale ? [oneScale] : []) + notes)
    } else {
      self.init(.notApplicable, [Self.other(site)] + notes)
    }
  }

  private init(_ answer: Answer, _ reasons: [String]) {
    self.answer = answer
    self.reasons = reasons
  }

  /// What computes the input if it is not a matrix operator.
  private static func other(_ site: HardSwishSite) -> String {
    if site.origin?.isEndless == true {
      return "no operator computes the input: the \(ValueOrigin.longest) before it only move data, "
        + "in a cycle or a very long chain"
    }
    if let producer = site.origin?.producer {
      return "the input comes from \(producer.label), which is not a matrix operator"
    }
    let isInput = site.origin.map { site.subgraph.inputs.contains($0.tensor) } ?? false
    return isInput ? "the input is an input of the subgraph" : "the input has no producer"
  }
}

extension HardSwishVerdict {
  /// What is unusual about a site but does not refute it.
  private static func notes(_ site: HardSwishSite) -> [String] {
    weightNotes(site.producer) + missingKernel(site)
  }

  private static func weightNotes(_ producer: Producer?) -> [String] {
    guard let producer, let quantization = producer.weights?.quantization else { return [] }
    var owner: String { "the weights of \(producer.matrix.op.label)" }
    switch quantization.granularity {
    case .perChannel where quantization.axis != producer.matrix.channelAxis:
      return [
        "\(owner) are quantized along dimension \(quantization.axis ?? 0); "
          + "the output channels are dimension \(producer.matrix.channelAxis)"
      ]
    case .blockwise, .multiAxis, .custom:
      return ["the quantization of \(owner) is \(quantization.granularity.rawValue)"]
    default: return []
    }
  }

  /// An accelerator may compute what LiteRT has no kernel for.
  private static func missingKernel(_ site: HardSwishSite) -> [String] {
    guard let type = site.input?.type, site.output?.type == type,
      ![.int8, .uint8].contains(type)
    else { return [] }
    return ["LiteRT has no HARD_SWISH kernel for \(type.name)"]
  }
}
