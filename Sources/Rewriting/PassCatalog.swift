/// Every pass, in the order of their names.
public enum PassCatalog {
  /// What each pass says about itself.
  public static let all: [PassInfo] = [
    SplitHardSwish.info
  ]
}
