public import Calibrating
public import ModelFormat

/// The report of `tflens calibrate`: what each tensor held on data.
///
/// Its JSON form is the document that other commands read.
public struct CalibrateReport: Report {
  public static let schema = Ranges.schema
  /// A line for each tensor.
  public static let lineDepth = 2

  let ranges: Ranges
  /// The model that ran, or the files that were merged.
  let subject: String
  /// The file that was written; nil if there is none.
  let output: FilePath?
  /// Lines about the run, each with a name.
  let facts: [(name: String, value: String)]

  /// - Parameters:
  ///   - subject: the model that ran, or what was merged, safe to show.
  ///   - output: the file that is written; nil if there is none.
  ///   - facts: lines about the run, each with a name.
  public init(
    _ ranges: Ranges, of subject: String, to output: FilePath?,
    facts: [(name: String, value: String)] = []
  ) {
    (self.ranges, self.subject, self.output, self.facts) = (ranges, subject, output, facts)
  }
}
