/// What a split computes, for every input code.
public struct SplitTables: Hashable, Sendable {
  /// With the reference kernels, lowest input code first: shape `[256]`.
  public let reference: [Int32]
  /// On the default path of x86-64; nil where that path is not modelled.
  public let defaultX86: [Int32]?

  /// With the built-in vector kernels, for whole groups of elements; nil where that is not modelled.
  public let builtinX86: [Int32]?

  init(reference: [Int32], defaultX86: [Int32]?, builtinX86: [Int32]?) {
    (self.reference, self.defaultX86) = (reference, defaultX86)
    self.builtinX86 = builtinX86
  }
}
