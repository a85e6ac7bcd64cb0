internal import ModelFormat
public import QuantMath

/// What a runtime computes for one HARD_SWISH, or why it does not.
public enum HardSwishArithmetic: Sendable {
  /// What the runtime computes for every input code.
  case computed(HardSwishAnalysis)
  /// The runtime rejects the operator.
  case refused(PreparationError)
  /// There are no codes to compute with: the operator is float or lacks a tensor, or the runtime does not
  /// load a model with such quantization (`TensorQuantization.problem`).
  case none

  /// The arithmetic of the operator between two tensors.
  public init(input: QuantizedTensor?, output: QuantizedTensor?, kernel: HardSwishKernel) {
    guard let input, let output, !input.type.isFloat || !output.type.isFloat,
      input.quantization?.problem == nil, output.quantization?.problem == nil,
      let inputGrid = input.grid, let outputGrid = output.grid
    else {
      self = .none
      return
    }
    do throws(PreparationError) {
      let preparation = try HardSwishPreparation(input: inputGrid, output: outputGrid)
      self = .computed(HardSwishAnalysis(preparation, kernel: kernel))
    } catch {
      self = .refused(error)
    }
  }

  /// What the runtime computes; nil if it computes nothing.
  public var analysis: HardSwishAnalysis? {
    guard case .computed(let analysis) = self else { return nil }
    return analysis
  }
}
