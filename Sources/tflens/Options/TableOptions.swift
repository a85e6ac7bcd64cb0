import ArgumentParser
import Batching
import ModelFacts
import ModelFormat
import QuantMath
import Reporting

extension HardSwishKernel: ExpressibleByArgument {}
extension LookupTable.Format: ExpressibleByArgument {}

/// Options for the lookup table of one site instead of a report.
struct TableOptions: ParsableArguments {
  @Option(help: "Write the lookup table of one site (--operator) in this format.")
  var table: LookupTable.Format?

  @Option(
    name: .shortAndLong, help: "File for the table; - for standard output (default: -).")
  var output: FilePath?

  /// Throws if the options cannot be combined.
  func check(op: Int?, modelCount: Int) throws(Diagnostic) {
    guard table != nil else {
      guard output == nil else { throw .alone("--output", without: "--table") }
      return
    }
    guard op != nil else { throw .alone("--table", without: "--operator") }
    guard modelCount == 1 else { throw .severalModels(modelCount, for: "--table") }
  }

  /// Writes the table of one HARD_SWISH of a model; warnings go to standard error.
  func write(
    _ format: LookupTable.Format, of named: NamedModel, _ selection: HardSwishSelection,
    kernel: HardSwishKernel, report: ReportOptions
  ) throws {
    do {
      let model = Model(file: try named.open())
      try write(format, of: model, selection, kernel: kernel, report: report)
    } catch let failure as Diagnostic {
      throw failure.about(named.path)
    }
  }

  private func write(
    _ format: LookupTable.Format, of model: Model, _ selection: HardSwishSelection,
    kernel: HardSwishKernel, report: ReportOptions
  ) throws {
    let table = try LookupTable(model, selection: selection, kernel: kernel)
    try model.file.checkUnchanged()
    for warning in table.warnings { report.warn(warning) }
    let bytes = table.bytes(format)
    if let output, !output.isStandardInput {
      try OutputFile(document: output, from: model.file, replacing: true).write(bytes)
      if !report.quiet { try StandardOutput.tell(wrote: output, bytes.count) }
    } else if format.isBinary && Terminal.isStandardOutput {
      throw Diagnostic.binary(format.rawValue)
    } else {
      try StandardOutput.write(bytes)
    }
  }
}
