/// Every pass, in the order of their names.
public enum PassCatalog {
  /// What each pass says about itself.
  public static let all: [PassInfo] = [
    EqualizeChannels.info, FixBias.info, FuseHardSwish.info, PerTensorWeights.info, PlanMemory.info,
    Reorder.info, RequantizeByRanges.info, RequantizeHardSwish.info, SetQuantization.info,
    SplitHardSwish.info,
    StripFloatIO.info, ToInt8.info, ToUInt8.info,
  ]
}
