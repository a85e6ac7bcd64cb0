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
    kernel: HardSwishKernel
  ) throws {
    do {
      let model = Model(file: try ModelFile.open(path))
      let table = try LookupTable(model, selection: selection, kernel: kernel)
      try model.file.checkUnchanged()
      for warning in table.warnings { StandardError.write("warning: \(warning)\n") }
      if let output, !output.isStandardInput {
        try OutputFile.write(table.bytes(format), to: output, from: path)
      } else if format.isBinary && Terminal.isStandardOutput {
        throw ValidationError("\(format.rawValue) is binary; name a file with --output.")
      } else {
        try StandardOutput.write(table.bytes(format))
      }
    } catch let error as ModelError {
      StandardError.write("error: \(MissingReport(path: path, error: error).description)\n")
      throw ExitStatus.unreadable
    } catch let error as SelectionError {
      StandardError.write("error: \(MissingReport(path: path, error: error).description)\n")
      throw ExitStatus.usage
    }
  }
}
