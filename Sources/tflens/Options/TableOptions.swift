import ArgumentParser
import ModelFacts
import ModelFormat
import QuantMath
import Reporting

extension HardSwishKernel: ExpressibleByArgument {}
extension LookupTable.Format: ExpressibleByArgument {}

/// The lookup table of one site instead of a report.
struct TableOptions: ParsableArguments {
  @Option(help: "Write the table of codes of one site (--operator) for hardware and programs.")
  var table: LookupTable.Format?

  @Option(
    name: .shortAndLong, help: "The file for the table; standard output for - or where left out.")
  var output: FilePath?

  /// Throws where the options do not go together.
  func validate(op: Int?, modelCount: Int) throws {
    guard table != nil else {
      guard output == nil else { throw ValidationError("--output goes with --table.") }
      return
    }
    guard op != nil else { throw ValidationError("--table needs --operator: whose table?") }
    guard modelCount == 1 else { throw ValidationError("--table takes one model.") }
  }

  /// Writes the table of one HARD_SWISH of a model; what is wrong with it is said beside it.
  func write(
    _ format: LookupTable.Format, of path: FilePath, _ selection: HardSwishSelection,
    kernel: HardSwishKernel, report: ReportOptions
  ) throws {
    do {
      let model = Model(file: try ModelFile.open(path))
      let table = try LookupTable(model, selection: selection, kernel: kernel)
      try model.file.checkUnchanged()
      for warning in table.warnings { report.warn(warning) }
      let bytes = table.bytes(format)
      if let output, !output.isStandardInput {
        try FileFailure.catching(output) { () throws(ModelError) in
          let file = try OutputFile(output, from: model.file, replacing: true)
          try file.write { (sink) throws(ModelError) in try sink.write(bytes) }
        }
      } else if format.isBinary && Terminal.isStandardOutput {
        throw ValidationError("\(format.rawValue) is binary; name a file with --output.")
      } else {
        try StandardOutput.write(bytes)
      }
    } catch let error as ModelError {
      throw tell(FileFailure(path: path, error: error))
    } catch let failure as FileFailure {
      throw tell(failure)
    } catch let error as SelectionError {
      throw tell(FileFailure(path: path, error: error))
    }
  }

  private func tell(_ failure: FileFailure) -> ExitCode {
    StandardError.write("error: \(failure.description)\n")
    return ExitStatus.of(failure)
  }
}
