/// Every rule, by id.
///
/// A test compares the list with the files in `Rules/`.
public enum RuleCatalog {
  /// The rules, sorted by id.
  public static let all: [any Rule.Type] = [
    UnusableScale.self,
    MalformedQuantization.self,
    BiasScaleMismatch.self,
    BiasZeroPoint.self,
    BiasClamped.self,
    IntegerWithoutQuantization.self,
    ZeroPointOutsideCodes.self,
    RangeContradictsScale.self,
    Int16ZeroPoint.self,
    AsymmetricWeights.self,
    ScalesAlongWrongAxis.self,
    PerChannelWithoutKernel.self,
    RescaleFactorOutOfRange.self,
    AddScalesOutOfRange.self,
    LowestCodeInWeights.self,
    DeadChannels.self,
    UnusedWeightRange.self,
    ChannelScaleSpread.self,
    AccumulatorOverflow.self,
    OutputGridNotFixed.self,
    UnequalScales.self,
    FloatIsland.self,
    CancellingQuantizePair.self,
    QuantizeEndsProcess.self,
    ActivationBoundOverflow.self,
    VanishingRescaleFactor.self,
    HardSwishInputNotPerTensor.self,
    HardSwishOutputNotPerTensor.self,
    HardSwishUnquantized.self,
    HardSwishTypeWithoutKernel.self,
    HardSwishInputScaleTooLarge.self,
    HardSwishOutputScaleTooLarge.self,
    LostNegativeLobe.self,
    WastedOutputCodes.self,
    DecomposedHardSwishFound.self,
  ]

  /// The rules with this id, this beginning of an id, or this name.
  public static func rules(answeringTo word: String) -> [any Rule.Type] {
    all.filter { $0.info.answers(to: word) }
  }
}
