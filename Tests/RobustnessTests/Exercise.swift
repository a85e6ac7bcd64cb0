import Auditing
import ModelFacts
import ModelFormat
import Reporting
import Rewriting
import Targeting

/// Does one thing with the bytes of a file that may be anything; it must come to an end.
enum Exercise {
  /// Everything that can be done, by name.
  static let names =
    ["walk", "views", "hardswish", "targets"]
    + ["F", "G", "Q00", "Q01", "Q02", "Q03"].map { "rules-\($0)" }
    + PassCatalog.all.map(\.id)

  /// Does what a name stands for.
  static func run(_ name: String, on bytes: [UInt8]) {
    guard let file = try? ModelFile(bytes: bytes), name != "walk" else { return }
    let model = Model(file: file)
    let path = FilePath("fuzz.tflite")
    switch name {
    case "views":
      print(try? InspectReport(model, path: path))
      print(DumpReport(model, path: path))
    case "hardswish":
      let details = HardSwishReport.Details(arithmetic: true, channels: true)
      print(try? HardSwishReport(model, path: path, details: details))
    case "targets":
      for profile in (try? TargetCatalog.all()) ?? [] { _ = Placement(of: model, on: profile) }
    case _ where name.hasPrefix("rules-"):
      guard let selection = try? RuleSelection(select: [String(name.dropFirst(6))], ignore: [])
      else {
        return
      }
      let day = CalendarDate(secondsSince1970: 0)
      _ = Audit(selection, today: day).run(model, path: path)
    default:
      for pass in passes(name, model) { run(pass, on: file) }
    }
  }

  private static func print(_ report: (any Report)?) { _ = try? report?.jsonDocument() }

  private static func run(_ pass: any Pass, on file: ModelFile) {
    guard let edited = try? EditableModel(file, unknownFields: .drop) else { return }
    var runner = PassRunner(edited)
    guard (try? runner.run(pass)) != nil, let writer = try? runner.writer() else { return }
    _ = try? writer.opened()
  }

  /// A pass by its id, in the ways in which its options make it do different things.
  private static func passes(_ id: String, _ model: Model) -> [any Pass] {
    switch id {
    case FuseHardSwish.info.id: [FuseHardSwish()]
    case PerTensorWeights.info.id: [PerTensorWeights()]
    case RequantizeHardSwish.info.id: HardSwishGrid.allCases.map { RequantizeHardSwish($0) }
    case SetQuantization.info.id: setQuantization(model)
    case SplitHardSwish.info.id:
      // The others look for their numbers, which is too slow to be done a million times.
      [SplitStrategy.lookup, .lookupMicro, .float].map { SplitHardSwish(.strategy($0)) }
    case StripFloatIO.info.id: [StripFloatIO()]
    case ToInt8.info.id: [ToInt8(), ToInt8(keepIO: true)]
    case ToUInt8.info.id: [ToUInt8(), ToUInt8(keepIO: true)]
    default: []
    }
  }

  private static func setQuantization(_ model: Model) -> [any Pass] {
    let subgraphs = model.subgraphs
    guard let first = subgraphs.first else { return [] }
    return first.tensors.indices.prefix(6).flatMap { tensor in
      [Float(0.05), 1e-38, 1e38].map { scale in
        SetQuantization(.index(tensor), subgraph: 0, scale: scale, zeroPoint: 0)
      }
    }
  }
}
