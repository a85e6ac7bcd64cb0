public import ModelFormat
internal import QuantMath
public import Rewriting
public import Targeting

/// What a rewrite changed in a model, and the proof of each change.
public struct RewriteReport: Report {
  /// The name and version of the JSON form.
  public static let schema = "tflens.rewrite/2"
  /// A line for each change.
  public static let lineDepth = 2

  /// The size of a model.
  struct Size {
    let operators: Int
    let bytes: Int
  }

  let input: FilePath
  /// The output's path; nil for a dry run without one.
  let output: FilePath?
  let steps: [PassRunner.Step]
  let leftAlone: [PassRunner.Left]
  let targets: [TargetRewrite]
  let (before, after): (Size, Size)
  /// How many errors an audit finds in the model before and after; nil if nothing changed.
  let (errorsBefore, errorsAfter): (Int?, Int?)
  /// False for a dry run, which wrote nothing.
  let isWritten: Bool
  /// True if JSON has the output code of every input code.
  let tables: Bool

  /// A report about the rewrite of the model at `input` to `output`, also for these targets; JSON has tables
  /// of codes if `tables` is true.
  public init(
    _ runner: PassRunner, for targets: [TargetRewrite] = [], from input: FilePath,
    to output: FilePath?, byteCount: Int, isWritten: Bool, tables: Bool = false
  ) {
    (self.input, self.output, self.isWritten) = (input, output, isWritten)
    (self.targets, self.tables) = (targets, tables)
    (steps, leftAlone) = (runner.steps, runner.leftAlone)
    (errorsBefore, errorsAfter) = (runner.faultsBefore?.count, runner.faults?.count)
    let source = runner.edited.source
    before = Size(
      operators: Model(file: source).subgraphs.reduce(0) { $0 + $1.operators.count },
      bytes: source.byteCount)
    after = Size(operators: runner.edited.operatorCount, bytes: byteCount)
  }

  /// True if the file was written: a quiet command says no more than that.
  public var isUneventful: Bool { isWritten }

  /// A warning about weights with a channel that lost too much accuracy; nil if none
  /// did.
  public var warning: String? {
    let low = steps.compactMap { step -> (change: Change, decibels: Double)? in
      guard case .weights(let certificate) = step.certificate else { return nil }
      let decibels = certificate.worstSignalToNoise ?? certificate.signalToNoise
      return decibels < WeightsCertificate.reliableSignalToNoise ? (step.change, decibels) : nil
    }
    guard let worst = low.min(by: { $0.decibels < $1.decibels }) else { return nil }
    let layers = low.count == 1 ? "a layer has" : "\(low.count) layers have"
    let place = worst.change.op.map { "operator \($0)" } ?? worst.change.detail
    return "\(layers) a channel whose weights have a signal-to-noise ratio below "
      + "\(Int(saturating: WeightsCertificate.reliableSignalToNoise)) dB; the lowest is \(worst.decibels.asFigure) dB, at \(place)"
      + (worst.change.pass == PerTensorWeights.info.id
        ? "; --keep-per-channel auto leaves them as they are" : "")
  }

  /// The largest error in codes of one change, by any kernels that are modelled; nil if a change has no bound
  /// in codes.
  var maxErrorCodes: Double? {
    let found = steps.compactMap(\.certificate.maxErrorCodes)
    return found.count == steps.count ? found.max() ?? 0 : nil
  }
}
