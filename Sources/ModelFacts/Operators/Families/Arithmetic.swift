internal import ModelFormat

extension OperatorTable {
  /// Arithmetic on numbers, element by element, and conversions between types.
  static let arithmetic: [OperatorRow] = [
    OperatorRow("ADD", nil, .computes, inputs: "2")
      .kernels(int8: 2, uint8: 1).delegated.symmetricInt16,
    OperatorRow("SUB", nil, .computes, inputs: "2")
      .kernels(int8: 2, uint8: 1).delegated.symmetricInt16,
    OperatorRow("MUL", nil, .computes, inputs: "2")
      .kernels(int8: 2, uint8: 1).delegated.symmetricInt16,
    OperatorRow("DIV", nil, .computes, inputs: "2").kernels(int8: 1, uint8: 1),
    OperatorRow("SQUARED_DIFFERENCE", nil, .computes, inputs: "2"),
    OperatorRow("MAXIMUM", nil, .passedOn, inputs: "2").kernels(int8: 2, uint8: 1),
    OperatorRow("MINIMUM", nil, .passedOn, inputs: "2").kernels(int8: 2, uint8: 1),
    OperatorRow("ADD_N", inputs: "2-").variadic(),
    OperatorRow("POW", inputs: "2"),
    OperatorRow("ATAN2", inputs: "2"),
    OperatorRow("FLOOR_DIV", nil, .plainIntegers, inputs: "2"),
    OperatorRow("FLOOR_MOD", nil, .plainIntegers, inputs: "2"),
    OperatorRow("BITWISE_XOR", nil, .plainIntegers, inputs: "2"),
    OperatorRow("RIGHT_SHIFT", nil, .plainIntegers, inputs: "2"),
    OperatorRow("LOGICAL_AND", inputs: "2"),
    OperatorRow("LOGICAL_OR", inputs: "2"),
    OperatorRow("LOGICAL_NOT", inputs: "1"),
    OperatorRow("SELECT", [.condition, .activation, .activation], .passedOn, inputs: "3")
      .kernels(int8: 1, uint8: 1),
    OperatorRow("SELECT_V2", [.condition, .activation, .activation], .passedOn, inputs: "3")
      .kernels(int8: 1, uint8: 1),
    OperatorRow("ABS", nil, .computes, inputs: "1").symmetricInt16,
    OperatorRow("NEG", nil, .plainIntegers, inputs: "1"),
    OperatorRow("SIGN", inputs: "1", outputs: "1-"),
    OperatorRow("SQUARE", inputs: "1"),
    OperatorRow("SQRT", nil, .computes, inputs: "1"),
    OperatorRow("RSQRT", nil, .computes, inputs: "1"),
    OperatorRow("EXP", nil, .computes, inputs: "1").symmetricInt16,
    OperatorRow("LOG", nil, .computes, inputs: "1").symmetricInt16,
    OperatorRow("SIN", inputs: "1"),
    OperatorRow("COS", inputs: "1"),
    OperatorRow("CEIL", inputs: "1"),
    OperatorRow("FLOOR", inputs: "1"),
    OperatorRow("ROUND", inputs: "1"),
    OperatorRow("ZEROS_LIKE", inputs: "1"),
    OperatorRow("COMPLEX_ABS", inputs: "1"),
    OperatorRow("REAL", inputs: "1"),
    OperatorRow("IMAG", inputs: "1"),
    OperatorRow("QUANTIZE", nil, .computes, inputs: "1")
      .kernels(int8: 1, uint8: 1).delegated,
    OperatorRow("DEQUANTIZE", nil, .computes, inputs: "1")
      .kernels(int8: 2, uint8: 1).delegated.symmetricInt16,
    OperatorRow("CAST", nil, .plainIntegers, inputs: "1"),
    OperatorRow("BITCAST", nil, .plainIntegers, inputs: "1"),
    OperatorRow("FAKE_QUANT", nil, .plainIntegers, inputs: "1"),
  ]
}
