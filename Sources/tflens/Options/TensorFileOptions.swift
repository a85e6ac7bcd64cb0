import ArgumentParser
import Batching
import ModelFormat
import Reporting

extension TensorFile.Format: ExpressibleByArgument {}
extension TensorFile.Values: ExpressibleByArgument {}

/// The data of one tensor, or the C++ for a model's operators, instead of a report.
struct TensorFileOptions: ParsableArguments {
  @Option(help: "Write the data of one constant tensor (--tensor) as a NumPy array or CSV.")
  var save: TensorFile.Format?

  @Option(help: "Numbers that --save writes: stored codes, or real numbers (default: codes).")
  var values: TensorFile.Values?

  @Flag(help: "Print the C++ that registers the operators with TensorFlow Lite Micro.")
  var microResolver = false

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: "File for --save or --micro-resolver; - for standard output (default: -).")
  var file: FilePath?

  /// Whether a file is written instead of the report.
  var isAsked: Bool { save != nil || microResolver }

  /// Throws if the options cannot be combined.
  func check(
    tensor: String?, modelCount: Int, format: ReportOptions.Format
  ) throws(Diagnostic) {
    guard values == nil || save != nil else { throw .alone("--values", without: "--save") }
    guard isAsked else {
      guard file == nil else { throw .alone("--output", without: "--save or --micro-resolver") }
      return
    }
    guard save == nil || !microResolver else {
      throw .together("--save", "--micro-resolver")
    }
    guard format == .text else {
      throw .together("--format \(format.rawValue)", save == nil ? "--micro-resolver" : "--save")
    }
    guard save == nil || tensor != nil else { throw .alone("--save", without: "--tensor") }
    guard modelCount == 1 else {
      throw .severalModels(modelCount, for: save == nil ? "--micro-resolver" : "--save")
    }
  }

  /// Writes the selected part of one model.
  func write(
    _ named: NamedModel, _ selection: InspectReport.Selection, report: ReportOptions
  ) throws {
    do {
      try write(Model(file: try named.open()), named.path, selection, report: report)
    } catch let failure as Diagnostic {
      throw failure.about(named.path)
    }
  }

  private func write(
    _ model: Model, _ path: FilePath, _ selection: InspectReport.Selection, report: ReportOptions
  ) throws {
    if save == .npy, file?.isStandardInput ?? true, Terminal.isStandardOutput {
      throw Diagnostic.binary("npy")
    }
    let write = try writer(model, path, selection, report: report)
    if let file, !file.isStandardInput {
      var bytes: [UInt8] = []
      try write(OutputBuffer { bytes += $0 })
      try OutputFile(document: file, from: model.file, replacing: true).write(bytes)
      try model.file.checkUnchanged()
      if !report.quiet { try StandardOutput.tell(wrote: file, bytes.count) }
    } else {
      try write(OutputBuffer(StandardOutput.write))
      try model.file.checkUnchanged()
    }
  }

  private func writer(
    _ model: Model, _ path: FilePath, _ selection: InspectReport.Selection, report: ReportOptions
  ) throws -> (OutputBuffer) throws -> Void {
    if let save {
      let tensor = try TensorFile(model, selection: selection, values: values ?? .codes)
      return { try tensor.write(save, to: $0) }
    }
    let resolver = MicroResolver(model, path: path)
    if !resolver.isWhole { report.warn("TensorFlow Lite Micro cannot register some operators") }
    return { output in
      output.append(resolver.text)
      try output.finish()
    }
  }
}
