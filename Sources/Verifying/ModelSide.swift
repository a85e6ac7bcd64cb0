internal import ModelFormat

/// One of the two models that are compared.
struct ModelSide: Sendable {
  /// `A` or `B`, as reports and the driver call it.
  let name: String
  /// Its file; nil if it has none.
  let path: FilePath?
  /// The runtime that runs it.
  let runtime: ModelRuntime

  /// The first model.
  static let a = Self(name: "A", path: nil, runtime: .litert)
  /// The second model.
  static let b = Self(name: "B", path: nil, runtime: .litert)

  /// The same, read from a file and run in a runtime.
  func at(_ path: FilePath, in runtime: ModelRuntime) -> Self {
    Self(name: name, path: path, runtime: runtime)
  }
}
