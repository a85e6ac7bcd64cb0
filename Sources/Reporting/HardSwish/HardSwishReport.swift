public import ModelFacts
public import ModelFormat
public import QuantMath

/// Whether each HARD_SWISH of a model works with one output scale, and why.
public struct HardSwishReport: Report {
  /// The name and version of the JSON form.
  public static let schema = "tflens.hardswish/1"
  /// A line for each part of a site.
  public static let lineDepth = 3

  /// Which sites are asked for; all where nothing is said.
  public struct Selection: Sendable {
    /// Only the operator with this index.
    public var op: Int?
    /// Only this subgraph.
    public var subgraph: Int?

    /// The sites that the arguments leave in.
    public init(op: Int? = nil, subgraph: Int? = nil) {
      self.op = op
      self.subgraph = subgraph
    }

    func includes(_ site: HardSwishSite) -> Bool {
      op ?? site.op.index == site.op.index
        && subgraph ?? site.subgraph.index == site.subgraph.index
    }
  }

  /// What was found in the whole model.
  public let survey: HardSwishSurvey
  let path: FilePath
  let entries: [HardSwishSurvey.Entry]
  let details: Details

  /// How much the form for people says of each site.
  public struct Details: Sendable {
    /// The arithmetic of each site that is shown, with its transfer curve.
    public var arithmetic: Bool
    /// Every multiplier of the producers, not only their range.
    public var channels: Bool

    /// What the arguments ask for.
    public init(arithmetic: Bool = false, channels: Bool = false) {
      self.arithmetic = arithmetic
      self.channels = channels
    }
  }

  /// A report about the model read from `path`.
  ///
  /// - Throws: `SelectionError` where there is no HARD_SWISH at the place that was asked for.
  public init(
    _ model: Model, path: FilePath, selection: Selection = Selection(),
    kernel: HardSwishKernel = .litertReference, details: Details = Details()
  ) throws {
    if let subgraph = selection.subgraph, !model.subgraphs.indices.contains(subgraph) {
      throw SelectionError.noSuch("subgraph", subgraph, of: model.subgraphs.count)
    }
    survey = HardSwishSurvey(model, kernel: kernel)
    self.details = details
    self.path = path
    entries = survey.entries.filter { selection.includes($0.site) }
    if let op = selection.op, entries.isEmpty {
      throw SelectionError.notHardSwish(op, survey.entries.map(\.site.op.index))
    }
  }

  /// True when a site does not work with one output scale.
  public var isRefuted: Bool { survey.count(.refuted) > 0 }
}
