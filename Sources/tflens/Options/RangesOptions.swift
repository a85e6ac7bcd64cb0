import ArgumentParser
import Batching
import ModelFormat

/// Where a batch looks for what the tensors of each model held on data.
struct RangesOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Folder with ranges files of `tflens calibrate`, for the rules about data (D). The file for NAME.tflite is \
      NAME.ranges.json, or HASH.json, where HASH is the SHA-256 of the model.
      """, valueName: "folder"))
  var rangesDir: FilePath?

  /// The folder; nil if none is named.
  var folder: RangesFolder? { rangesDir.map(RangesFolder.init) }

  @Option(help: .hidden)
  var rangesDigest: String?

  /// A hash of all files in the folder, which a worker is told; nil if no folder is named.
  func digest() throws(Diagnostic) -> String? {
    guard let folder else {
      guard rangesDigest == nil else { throw .alone("--ranges-digest", without: "--ranges-dir") }
      return nil
    }
    if let rangesDigest { return rangesDigest }
    return try folder.digest()
  }

  /// The arguments for a worker.
  func arguments(digest: String?) -> [String] {
    let words = rangesDir.map { ["--ranges-dir=\($0.description)"] } ?? []
    return words + (digest.map { ["--ranges-digest=\($0)"] } ?? [])
  }
}
