internal import ModelFormat

/// One of the two models that are compared, or the operators of the second one, each alone.
struct ModelSide: Sendable {
  /// What messages call it; the driver calls them A and B, and the isolated operators C.
  let name: String
  /// Its file; nil if it has none.
  let path: FilePath?
  /// The runtime that runs it.
  let runtime: ModelRuntime

  /// The first model.
  static let a = Self(name: "the reference model", path: nil, runtime: .litert)
  /// The second model.
  static let b = Self(name: "the candidate model", path: nil, runtime: .litert)

  /// The second model with wider operators.
  static let wider = Self(
    name: "the candidate model with wider operators", path: nil, runtime: .litert)

  /// The operators of the second model, each alone.
  func isolated() -> Self {
    Self(name: "the isolated operators of \(name)", path: path, runtime: runtime)
  }

  /// The same, read from a file and run in a runtime.
  func at(_ path: FilePath, in runtime: ModelRuntime) -> Self {
    Self(name: name, path: path, runtime: runtime)
  }
}
