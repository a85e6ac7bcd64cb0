import ArgumentParser
import Batching
import ModelFormat
import Reporting
import Targeting

/// Where the operators of models run, printed for one model, or as a matrix for several.
struct PlacementOutput {
  /// Whether the output is JSON instead of text.
  let isJSON: Bool
  let color: Terminal.Color
  let gate: GateOptions

  /// Prints where the operators of each model run.
  ///
  /// - Throws: at the end, status 1 if a placement does not pass the gate, or the status of the worst failure.
  func place(_ named: NamedModels, on profiles: [TargetProfile]) throws {
    var isCovered = true
    func placed(_ model: Model, _ path: FilePath) -> PlacementReport {
      let report = PlacementReport(model, path: path, on: profiles)
      isCovered = gate.check(report.placements, of: path) && isCovered
      return report
    }
    if !isJSON, named.models.count > 1 {
      try writeMatrix(of: named, profiles, placed)
    } else {
      let options = ReportOptions(format: isJSON ? .json : .text, color: color)
      try options.run(named) { placed($0, $1) }
    }
    if !isCovered { throw ExitStatus.findings }
  }

  /// Prints the matrix of the models that can be read.
  private func writeMatrix(
    of named: NamedModels, _ profiles: [TargetProfile],
    _ placed: (Model, FilePath) -> PlacementReport
  ) throws {
    var matrix = PlacementMatrix(profiles)
    var status = ExitCode.success
    for one in named.models {
      do throws(Diagnostic) {
        let model = Model(file: try one.open())
        let report = placed(model, one.path)
        try model.file.checkUnchanged()
        matrix.add(report.placements, of: one.path)
      } catch {
        status = ExitStatus.worse(status, error.exitCode)
        StandardError.tell(error.about(one.path))
      }
    }
    let output = OutputBuffer(StandardOutput.offer)
    try matrix.writeText(
      to: TextWriter(to: output, style: .standardOutput(color), width: Terminal.width))
    try output.finish()
    if status != .success { throw status }
  }
}
