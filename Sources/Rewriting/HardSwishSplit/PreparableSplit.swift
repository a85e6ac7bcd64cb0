internal import ModelFacts
internal import QuantMath

/// A split whose operators can be prepared as the runtime prepares them.
protocol PreparableSplit: Sendable {
  /// Whether all paths compute the same, so that one of them need not be looked at.
  static var pathsAgree: Bool { get }

  /// The input's grid.
  var input: Grid { get }

  /// The output code of an input code on a path; nil where the path is not modelled.
  ///
  /// Every split has a kernel for the reference.
  ///
  /// - Throws: where the runtime does not prepare one of the operators on the path.
  func kernel(_ path: RuntimeKernels) throws(PreparationError) -> CodeKernel?
}

/// A split, prepared: the output code of an input code.
typealias CodeKernel = (Int32) -> Int32

extension PreparableSplit {
  static var pathsAgree: Bool { false }
}
