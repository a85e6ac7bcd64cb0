internal import ModelFacts
internal import QuantMath

/// A split whose operators can be prepared as the runtime prepares them.
protocol PreparableSplit: Sendable {
  /// Whether all paths compute the same, so that one of them need not be looked at.
  static var pathsAgree: Bool { get }

  /// The input's grid.
  var input: Grid { get }

  /// The output code of an input code with some kernels; nil where those are not modelled.
  ///
  /// Every split has a kernel for the reference.
  ///
  /// - Throws: where the runtime does not prepare one of the operators.
  func kernel(_ selector: KernelSelector) throws(PreparationError) -> CodeKernel?
}

/// A split, prepared: the output code of an input code.
typealias CodeKernel = (Int32) -> Int32

extension PreparableSplit {
  static var pathsAgree: Bool { false }
}
