public import Calibrating
internal import ModelFacts
public import ModelFormat
public import Verifying

/// The report of `tflens calibrate`: what each tensor held on data.
///
/// Its JSON form is the document that other commands read.
public struct CalibrateReport: Report {
  /// The name and version of the JSON form.
  public static let schema = Ranges.schema
  /// A line for each tensor.
  public static let lineDepth = 2

  /// What the ranges are of.
  public enum Subject: Sendable {
    /// A model that ran.
    case run(Calibration, path: FilePath)
    /// Files that were merged.
    case merged([FilePath])
  }

  let ranges: Ranges
  let subject: Subject
  /// The file that is written; nil if there is none.
  let output: FilePath?
  /// The activations in the model; empty after a merge.
  let activations: [MeasuredActivations.Activation]

  /// The report on a model that ran.
  public init(_ calibration: Calibration, of model: Model, path: FilePath, to output: FilePath?) {
    let ranges = calibration.ranges
    self.ranges = ranges
    subject = .run(calibration, path: path)
    self.output = output
    activations =
      model.subgraphs.first.map {
        MeasuredActivations(ranges, in: GraphIndex($0), isSameModel: true).all
      } ?? []
  }

  /// The report on ranges that were merged from files.
  public init(_ ranges: Ranges, merging files: [FilePath], to output: FilePath?) {
    (self.ranges, self.output, activations) = (ranges, output, [])
    subject = .merged(files)
  }
}
