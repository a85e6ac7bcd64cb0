public import ModelFacts
public import ModelFormat
public import QuantMath
internal import Rewriting

/// Whether each HARD_SWISH of a model works with one output scale, and why.
public struct HardSwishReport: Report {
  /// The name and version of the JSON form.
  public static let schema = "tflens.hardswish/2"
  /// A line for each part of a site.
  public static let lineDepth = 3

  /// What was found, for the selected sites.
  public let survey: HardSwishSurvey
  /// Why each decomposed one cannot be fused; nil for one that can.
  let obstacles: [String?]
  let model: Model
  let path: FilePath
  var entries: HardSwishSurvey.Entries { survey.entries }
  let details: Details

  /// How much detail is printed for each site.
  public struct Details: Sendable {
    /// In text, the arithmetic of each site that is shown, with its transfer curve.
    public var arithmetic: Bool
    /// In text, every multiplier of the producers, not only their range.
    public var channels: Bool
    /// In JSON, the output code of every input code.
    public var tables: Bool

    /// What the arguments ask for.
    public init(arithmetic: Bool = false, channels: Bool = false, tables: Bool = false) {
      self.arithmetic = arithmetic
      self.channels = channels
      self.tables = tables
    }
  }

  /// A report about the model read from `path`.
  ///
  /// - Throws: `no-such-part` if there is no HARD_SWISH at the selected place.
  public init(
    _ model: Model, path: FilePath, selection: HardSwishSelection = HardSwishSelection(),
    kernel: HardSwishKernel = .litertReference, details: Details = Details()
  ) throws {
    let survey = try HardSwishSurvey(model, checking: selection, kernel: kernel)
    self.survey = survey
    let check = survey.decomposed.isEmpty ? nil : try FusionCheck(model)
    obstacles = survey.decomposed.map { check?.obstacle(to: $0) }
    self.details = details
    self.model = model
    self.path = path
  }

  /// True when one of the sites does not work with one output scale.
  public var isRefuted: Bool { survey.count(.refuted) > 0 }
}

extension HardSwishSurvey {
  /// The selected sites.
  ///
  /// - Throws: `no-such-part` if the model has none there.
  init(_ model: Model, checking selection: HardSwishSelection, kernel: HardSwishKernel) throws {
    if let subgraph = selection.subgraph, !model.subgraphs.indices.contains(subgraph) {
      throw Diagnostic.noSuchIndex("subgraph", subgraph, of: model.subgraphs.count)
    }
    self.init(model, selection: selection, kernel: kernel)
    if let op = selection.op, entries.isEmpty {
      let others = HardSwishSurvey(
        model, selection: HardSwishSelection(subgraph: selection.subgraph), kernel: kernel)
      let counts = model.subgraphs.filter { (selection.subgraph ?? $0.index) == $0.index }
        .map(\.operators.count)
      let most = counts.max() ?? 0
      guard (0..<most).contains(op) else {
        throw Diagnostic.noSuchIndex("operator", op, of: most)
      }
      throw Diagnostic.notHardSwish(op, others.entries.prefix(21).map(\.site))
    }
  }
}
