internal import ModelFormat

/// One of the two models that are compared.
struct ModelSide: Sendable {
  /// `A` or `B`, as reports and the driver call it.
  let name: String
  /// Its file; nil if it has none.
  let path: FilePath?

  /// The first model.
  static let a = Self(name: "A", path: nil)
  /// The second model.
  static let b = Self(name: "B", path: nil)

  /// The same, read from a file.
  func at(_ path: FilePath) -> Self { Self(name: name, path: path) }
}
