/// The operators whose output may share the memory of an input in LiteRT.
///
/// Source: LiteRT, `tflite/kernels/*.cc`, `inplace_operator`.
enum InPlaceOperators {
  /// How an operator shares.
  struct Sharing {
    /// The inputs that may be shared, by position.
    let inputs: ClosedRange<Int>
    /// True if the operator changes the data.
    let changesData: Bool
  }

  /// How an operator shares; nil if it does not.
  static func sharing(of op: String) -> Sharing? {
    switch op {
    case "RESHAPE", "SQUEEZE", "EXPAND_DIMS", "BITCAST": Sharing(inputs: 0...0, changesData: false)
    case "ADD", "SUB", "MUL", "DIV": Sharing(inputs: 0...1, changesData: true)
    case "SOFTMAX", "DYNAMIC_UPDATE_SLICE": Sharing(inputs: 0...0, changesData: true)
    default: nil
    }
  }
}
