internal import ModelFormat

extension OperatorTable {
  /// Arithmetic on numbers, element by element, and conversions between types.
  static let arithmetic: [OperatorRow] = [
    OperatorRow("ADD", nil, .computes, inputs: "2")
      .kernels(int8: 2, uint8: 1).elementwise.delegated.symmetricInt16,
    OperatorRow("SUB", nil, .computes, inputs: "2")
      .kernels(int8: 2, uint8: 1).elementwise.delegated.symmetricInt16,
    OperatorRow("MUL", nil, .computes, inputs: "2")
      .kernels(int8: 2, uint8: 1).elementwise.delegated.symmetricInt16,
    OperatorRow("DIV", nil, .computes, inputs: "2").kernels(int8: 1, uint8: 1).elementwise,
    OperatorRow("SQUARED_DIFFERENCE", nil, .computes, inputs: "2").elementwise,
    OperatorRow("MAXIMUM", nil, .passedOn, inputs: "2").kernels(int8: 2, uint8: 1).elementwise,
    OperatorRow("MINIMUM", nil, .passedOn, inputs: "2").kernels(int8: 2, uint8: 1).elementwise,
    OperatorRow("ADD_N", inputs: "2-").variadic().elementwise,
    OperatorRow("POW", inputs: "2").elementwise,
    OperatorRow("ATAN2", inputs: "2").elementwise,
    OperatorRow("FLOOR_DIV", nil, .plainIntegers, inputs: "2").elementwise,
    OperatorRow("FLOOR_MOD", nil, .plainIntegers, inputs: "2").elementwise,
    OperatorRow("BITWISE_XOR", nil, .plainIntegers, inputs: "2").elementwise,
    OperatorRow("RIGHT_SHIFT", nil, .plainIntegers, inputs: "2").elementwise,
    OperatorRow("LOGICAL_AND", inputs: "2").elementwise,
    OperatorRow("LOGICAL_OR", inputs: "2").elementwise,
    OperatorRow("LOGICAL_NOT", inputs: "1").elementwise,
    OperatorRow("SELECT", [.condition, .activation, .activation], .passedOn, inputs: "3")
      .kernels(int8: 1, uint8: 1).elementwise,
    OperatorRow("SELECT_V2", [.condition, .activation, .activation], .passedOn, inputs: "3")
      .kernels(int8: 1, uint8: 1).elementwise,
    OperatorRow("ABS", nil, .computes, inputs: "1").elementwise.symmetricInt16,
    OperatorRow("NEG", nil, .plainIntegers, inputs: "1").elementwise,
    OperatorRow("SIGN", inputs: "1", outputs: "1-").elementwise,
    OperatorRow("SQUARE", inputs: "1").elementwise,
    OperatorRow("SQRT", nil, .computes, inputs: "1").elementwise,
    OperatorRow("RSQRT", nil, .computes, inputs: "1").elementwise,
    OperatorRow("EXP", nil, .computes, inputs: "1").elementwise.symmetricInt16,
    OperatorRow("LOG", nil, .computes, inputs: "1").elementwise.symmetricInt16,
    OperatorRow("SIN", inputs: "1").elementwise,
    OperatorRow("COS", inputs: "1").elementwise,
    OperatorRow("CEIL", inputs: "1").elementwise,
    OperatorRow("FLOOR", inputs: "1").elementwise,
    OperatorRow("ROUND", inputs: "1").elementwise,
    OperatorRow("ZEROS_LIKE", inputs: "1").elementwise,
    OperatorRow("COMPLEX_ABS", inputs: "1").elementwise,
    OperatorRow("REAL", inputs: "1").elementwise,
    OperatorRow("IMAG", inputs: "1").elementwise,
    OperatorRow("QUANTIZE", nil, .computes, inputs: "1")
      .kernels(int8: 1, uint8: 1).elementwise.delegated,
    OperatorRow("DEQUANTIZE", nil, .computes, inputs: "1")
      .kernels(int8: 2, uint8: 1).elementwise.delegated.symmetricInt16,
    OperatorRow("CAST", nil, .plainIntegers, inputs: "1").elementwise,
    OperatorRow("BITCAST", nil, .plainIntegers, inputs: "1"),
    OperatorRow("FAKE_QUANT", nil, .plainIntegers, inputs: "1").elementwise,
  ]
}
