import Auditing
import ModelFacts
import ModelFormat
import Reporting
import Rewriting
import Targeting

/// Does one thing with the bytes of a file that may be anything; it must come to an end.
///
/// The tests replay past faults with it, and the fuzzer looks for new ones.
public enum Exercise {
  /// Everything that can be done with a model, by name.
  public static let ofModels =
    ["walk", "views", "hardswish", "targets"]
    + ["F", "G", "Q00", "Q01", "Q02", "Q03"].map { "rules-\($0)" }
    + PassCatalog.all.map(\.id)

  /// What takes a hundred times as long as the others with a model.
  public static let slow = ["offers", "searches", "target-rewrites"]

  /// Everything that can be done with files of other kinds.
  public static let ofOtherFiles = ["profile", "configuration", "archive", "container", "source"]

  /// Everything that can be done.
  public static let names = ofModels + slow + ofOtherFiles

  /// How the names of files end that an exercise is for.
  public static func fileExtension(of name: String) -> String {
    switch name {
    case "profile", "configuration": "yaml"
    case "archive": "zip"
    case "container": "litertlm"
    case "source": "cc"
    default: "tflite"
    }
  }

  /// Does what a name stands for.
  public static func run(_ name: String, on bytes: [UInt8]) {
    switch name {
    case "profile": _ = try? TargetProfile(yaml: text(bytes), file: "fuzz.yaml")
    case "configuration": _ = try? Configuration(yaml: text(bytes))
    case "archive", "container": openArchive(bytes)
    case "source": _ = try? CArray(inSource: bytes)
    default:
      if let file = try? ModelFile(bytes: bytes) { run(name, on: file) }
    }
  }

  private static func run(_ name: String, on file: ModelFile) {
    let model = Model(file: file)
    let path = FilePath("fuzz.tflite")
    switch name {
    case "walk": break
    case "views":
      print(try? InspectReport(model, path: path))
      print(
        try? InspectReport(
          model, path: path, selection: .init(tensor: .index(1)), order: .init(by: .bytes, top: 3),
          hasDigests: true))
      print(DumpReport(model, path: path, printsData: true))
      printTensors(of: model)
    case "hardswish":
      let details = HardSwishReport.Details(arithmetic: true, channels: true, tables: true)
      print(try? HardSwishReport(model, path: path, details: details))
    case "targets": print(PlacementReport(model, path: path, on: profiles))
    case "offers": print(AuditReport(model, path: path, audit: Audit(today: day)))
    case _ where name.hasPrefix("rules-"):
      let family = String(name.dropFirst(6))
      guard let selection = try? RuleSelection(select: [family], ignore: []) else { return }
      for runtime in [nil, AuditRuntime(.tflm)] {
        _ = Audit(selection, today: day, runtime: runtime).run(model, path: path)
      }
    case "target-rewrites":
      for profile in profiles {
        rewrite(file) { runner throws(Diagnostic) in _ = try runner.run(for: profile) }
      }
    default:
      for pass in passes(name, model) {
        rewrite(file) { runner throws(Diagnostic) in try runner.run(pass) }
      }
    }
  }

  private static let day = CalendarDate(secondsSince1970: 0)
  private static let profiles = (try? TargetCatalog.all()) ?? []

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  /// Both forms of a report, thrown away.
  private static func print(_ report: (any Report)?) {
    guard let report else { return }
    _ = try? report.jsonDocument()
    let output = OutputBuffer { _ in }
    let style = TextStyle(isColored: true, isUnicode: true)
    try? report.writeText(to: TextWriter(to: output, style: style, width: 80))
  }

  private static func printTensors(of model: Model) {
    guard let count = model.subgraphs.first?.tensors.count else { return }
    for index in 0..<min(count, 4) {
      let selection = InspectReport.Selection(tensor: .index(index), subgraph: 0)
      for values in TensorFile.Values.allCases {
        for format in TensorFile.Format.allCases {
          let output = OutputBuffer { _ in }
          try? TensorFile(model, selection: selection, values: values).write(format, to: output)
        }
      }
    }
  }

  /// - Precondition: what a pass makes of a sound model is a sound model.
  private static func rewrite(
    _ file: ModelFile, _ edit: (inout PassRunner) throws(Diagnostic) -> Void
  ) {
    guard let edited = try? EditableModel(file, unknownFields: .drop) else { return }
    var runner = PassRunner(edited)
    do throws(Diagnostic) {
      try edit(&runner)
    } catch {
      precondition(error.code != .brokenByPass, "\(error)")
      return
    }
    guard let writer = try? runner.writer() else { return }
    let opened = Result { try writer.opened() }
    if case .failure(let error) = opened { preconditionFailure("written, yet: \(error)") }
  }
}
