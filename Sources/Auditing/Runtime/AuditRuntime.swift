internal import ModelFacts
public import ModelFormat

/// The runtime that an audit is for: which custom operators it has, and which rules hold for it.
///
/// Its name is a base and what is added to it: `litert+flex`.
public struct AuditRuntime: Sendable, Hashable, CustomStringConvertible {
  /// What loads and runs the model.
  public enum Base: String, Sendable, CaseIterable {
    case litert, tflm

    var title: String { self == .litert ? RegisteredKernels.runtime : "TFLite Micro" }
  }

  /// What brings operators of its own.
  public enum Addition: String, Sendable, CaseIterable {
    case edgetpu
    case ethosU = "ethos-u"
    case flex, mediapipe
  }

  /// What loads and runs the model.
  public let base: Base
  /// What is added to it, in the order of their names.
  public let additions: [Addition]

  /// LiteRT with nothing added.
  public static let litert = Self(.litert)

  /// A runtime of a base and what is added.
  public init(_ base: Base, _ additions: Addition...) {
    self.base = base
    self.additions = additions
  }

  /// The runtime with a name: `litert`, `tflm+ethos-u`; nil for any other text.
  public init?(_ name: String) {
    var words = name.split(separator: "+", omittingEmptySubsequences: false).map(String.init)
    guard let base = Base(rawValue: words.removeFirst()) else { return nil }
    let additions = words.compactMap(Addition.init)
    guard additions.count == words.count, Set(additions).count == words.count else { return nil }
    self.base = base
    self.additions = additions.sorted { $0.rawValue < $1.rawValue }
  }

  /// The runtime that a model is compiled for; LiteRT for a model that no compiler has touched.
  public init(for model: Model) {
    let names = Set(
      model.operatorCodes.filter { $0.builtin == .custom }.compactMap { $0.customCode?.text })
    if names.contains("ethos-u") {
      self.init(.tflm, .ethosU)
    } else if names.contains("edgetpu-custom-op") {
      self.init(.litert, .edgetpu)
    } else {
      self = .litert
    }
  }

  /// The name, as it is typed.
  public var description: String {
    ([base.rawValue] + additions.map(\.rawValue)).joined(separator: "+")
  }

  /// The severity that a finding of a rule has for the runtime; nil if the rule says nothing of
  /// it.
  func severity(of finding: Finding) -> Severity? {
    guard base == .tflm else { return finding.severity }
    if Self.silentForTFLM.contains(finding.rule.id) { return nil }
    return Self.severitiesForTFLM[finding.rule.id] ?? finding.severity
  }

  /// F004 and F005 are LiteRT's own tables of kernels, F008 and F009 its releases.
  private static let silentForTFLM: Set<String> = ["F004", "F005", "F008", "F009"]

  /// TFLite Micro does not look outside the tables of a file, and computes with what it finds
  /// instead (observed with tflite-micro 0.dev20261023182759).
  private static let severitiesForTFLM: [String: Severity] = ["F011": .error]
}
