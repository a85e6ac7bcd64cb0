/// The version of tflens, as in every document and in `tflens --version`.
public enum ToolVersion {
  /// Major, minor, patch.
  public static let current = "0.1.0"
}
