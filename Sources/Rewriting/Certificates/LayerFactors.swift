/// What the numbers of a layer's input and output channels were multiplied by; nil stands for 1 in every channel.
struct LayerFactors {
  /// The old numbers of the input times these are the new ones.
  let inputs: [Double]?
  /// The same for the output.
  let outputs: [Double]?

  /// Numbers that stay.
  static let none = Self(inputs: nil, outputs: nil)

  /// Whether there is one usable factor for each channel.
  func fit(inputs inputCount: Int, outputs outputCount: Int) -> Bool {
    func fit(_ factors: [Double]?, _ count: Int) -> Bool {
      guard let factors else { return true }
      return factors.count == count && factors.allSatisfy { $0 > 0 && $0.isFinite }
    }
    return fit(inputs, inputCount) && fit(outputs, outputCount)
  }

  /// Whether no number changed.
  var isNone: Bool { inputs == nil && outputs == nil }

  func input(_ channel: Int) -> Double { inputs?[channel] ?? 1 }
  func output(_ channel: Int) -> Double { outputs?[channel] ?? 1 }
}
