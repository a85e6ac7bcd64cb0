import ArgumentParser
import Batching
import ModelFormat
import Reporting

extension TensorFile.Format: ExpressibleByArgument {}
extension TensorFile.Values: ExpressibleByArgument {}

/// The data of one tensor, or the C++ for a model's operators, instead of a report.
struct TensorFileOptions: ParsableArguments {
  @Option(help: "Write the data of one constant tensor (--tensor) as a NumPy array or as CSV.")
  var save: TensorFile.Format?

  @Option(help: "Numbers to write: codes as they are stored, or real numbers.")
  var values: TensorFile.Values = .codes

  @Flag(help: "Print the C++ that registers the operators with TensorFlow Lite Micro.")
  var microResolver = false

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: "File for --save or --micro-resolver; standard output for - or where left out.")
  var file: FilePath?

  /// Whether a file takes the place of the report.
  var isAsked: Bool { save != nil || microResolver }

  /// Throws where the options do not go together.
  func validate(tensor: String?, modelCount: Int) throws {
    guard isAsked else {
      guard file == nil else {
        throw ValidationError("--output goes with --save or --micro-resolver.")
      }
      return
    }
    guard save == nil || !microResolver else {
      throw ValidationError("--save and --micro-resolver exclude each other.")
    }
    guard save == nil || tensor != nil else {
      throw ValidationError("--save needs --tensor: whose data?")
    }
    guard modelCount == 1 else {
      throw ValidationError("\(save == nil ? "--micro-resolver" : "--save") takes one model.")
    }
  }

  /// Writes what was asked for of one model.
  func write(
    _ path: FilePath, _ selection: InspectReport.Selection, report: ReportOptions
  ) throws {
    do {
      let model = Model(file: try NamedModel(path).open())
      let isBinary = save == .npy
      if isBinary, file?.isStandardInput ?? true, Terminal.isStandardOutput {
        throw ValidationError("npy is binary; name a file with --output.")
      }
      let write = try writer(model, path, selection, report: report)
      if let file, !file.isStandardInput {
        var bytes: [UInt8] = []
        try write(OutputBuffer { bytes += $0 })
        try FileFailure.catching(file) { () throws(ModelError) in
          let output = try OutputFile(file, from: model.file, replacing: true)
          try output.write { (sink) throws(ModelError) in try sink.write(bytes) }
        }
      } else {
        try write(OutputBuffer(StandardOutput.write))
      }
      try model.file.checkUnchanged()
    } catch let error as ModelError {
      throw tell(FileFailure(path: path, error: error), report)
    } catch let error as BatchFailure {
      throw tell(FileFailure(path: path, code: error.code, message: error.message), report)
    } catch let failure as FileFailure {
      throw tell(failure, report)
    } catch let error as SelectionError {
      throw tell(FileFailure(path: path, error: error), report)
    }
  }

  private func writer(
    _ model: Model, _ path: FilePath, _ selection: InspectReport.Selection, report: ReportOptions
  ) throws -> (OutputBuffer) throws -> Void {
    if let save {
      let tensor = try TensorFile(model, selection: selection, values: values)
      return { try tensor.write(save, to: $0) }
    }
    let resolver = MicroResolver(model, path: path)
    if !resolver.isWhole { report.warn("an operator has no registration of TensorFlow Lite Micro") }
    return { output in
      output.append(resolver.text)
      try output.finish()
    }
  }

  private func tell(_ failure: FileFailure, _ report: ReportOptions) -> ExitCode {
    StandardError.write(Terminal.errorPrefix(report.color) + "\(failure.description)\n")
    return ExitStatus.of(failure)
  }
}
