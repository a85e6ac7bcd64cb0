internal import ModelFacts
public import ModelFormat

/// The runtime that an audit is for: which custom operators it has, and which rules apply to it.
///
/// Its name is a base and additions: `litert+flex`.
public struct AuditRuntime: Sendable, Hashable, CustomStringConvertible {
  /// What loads and runs the model.
  public enum Base: String, Sendable, CaseIterable {
    case litert, tflm

    var title: String { self == .litert ? RegisteredKernels.runtime : "TensorFlow Lite Micro" }
  }

  /// An addition with operators of its own.
  public enum Addition: String, Sendable, CaseIterable {
    case edgetpu
    case ethosU = "ethos-u"
    case flex, mediapipe
  }

  /// What loads and runs the model.
  public let base: Base
  /// The additions, sorted by name.
  public let additions: [Addition]

  /// LiteRT without additions.
  public static let litert = Self(.litert)

  /// A runtime with a base and additions.
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

  /// The runtime that a model is compiled for; LiteRT for a model that was not compiled.
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

  /// The severity of a finding for the runtime; nil if the rule does not apply to it.
  func severity(of finding: Finding) -> Severity? {
    guard base == .tflm else { return finding.severity }
    if Self.silentForTFLM.contains(finding.rule.id) { return nil }
    return Self.severitiesForTFLM[finding.rule.id] ?? finding.severity
  }

  /// F004 and F005 are about LiteRT's own kernels, F008 and F009 about its releases, G025 about how it reads tensors.
  private static let silentForTFLM: Set<String> = ["F004", "F005", "F008", "F009", "G025"]

  /// TFLite Micro does not read data outside the tables of a file, and computes with other bytes instead
  /// (observed with tflite-micro 0.dev20261023182759).
  ///
  /// G020 and G024 are about LiteRT's kernels; TFLite Micro has others, which `tflens targets tflm_reference` knows.
  private static let severitiesForTFLM: [String: Severity] = [
    "F011": .error, "G020": .note, "G024": .note,
  ]
}
