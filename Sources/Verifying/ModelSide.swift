internal import ModelFormat

/// One of the two models that are compared, or the operators of the second one, each alone.
struct ModelSide: Sendable {
  /// `A` or `B`, as reports and the driver call it; the driver calls the isolated operators `C`.
  let name: String
  /// Its file; nil if it has none.
  let path: FilePath?
  /// The runtime that runs it.
  let runtime: ModelRuntime

  /// The first model.
  static let a = Self(name: "A", path: nil, runtime: .litert)
  /// The second model.
  static let b = Self(name: "B", path: nil, runtime: .litert)

  /// The second model with wider operators.
  static let wider = Self(name: "B with wider operators", path: nil, runtime: .litert)

  /// The operators of the second model, each alone.
  func isolated() -> Self {
    Self(name: "the isolated operators of \(name)", path: path, runtime: runtime)
  }

  /// The same, read from a file and run in a runtime.
  func at(_ path: FilePath, in runtime: ModelRuntime) -> Self {
    Self(name: name, path: path, runtime: runtime)
  }
}
