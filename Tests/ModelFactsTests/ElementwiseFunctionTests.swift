import ModelFacts
import ModelFormat
import QuantMath
import TestSupport
import Testing

/// What is no such function, and what still is one; `ElementwiseConformanceTests` holds the codes
/// to the runtime.
@Suite struct ElementwiseFunctionTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let operators: [(String, [Int], Int, String)]
    let code: ElementwiseError.Code?

    init(
      _ why: String, _ operators: (String, [Int], Int, String)...,
      gives code: ElementwiseError.Code?
    ) {
      (testDescription, self.operators, self.code) = (why, operators, code)
    }

    func function(_ kernels: RuntimeKernels = .reference) throws -> ElementwiseFunction {
      var model = ElementwiseModel()
      for (op, inputs, output, options) in operators { model.add(op, inputs, output, options) }
      return try model.function(kernels)
    }
  }

  static let step = "DepthwiseConv2DOptions stride_w: 1, stride_h: 1"

  @Test(arguments: [
    Case("a constant of one element", ("ADD", [0, 5], 1, "AddOptions"), gives: nil),
    Case("a constant of equal elements", ("MUL", [7, 0], 1, "MulOptions"), gives: nil),
    Case(
      "an activation newer than the schema",
      ("ADD", [0, 5], 1, "AddOptions fused_activation_function: 6"), gives: .notModelled),
    Case(
      "the same, of a convolution",
      ("DEPTHWISE_CONV_2D", [0, 10], 1, "\(step), fused_activation_function: 6"),
      gives: .notModelled),
    Case(
      "an activation that kernels of codes ignore",
      ("ADD", [0, 5], 1, "AddOptions fused_activation_function: TANH"), gives: nil),
    Case("elements that differ", ("ADD", [0, 6], 1, "AddOptions"), gives: .constantNotUniform),
    Case("8192 elements are no scalar", ("ADD", [0, 16], 1, ""), gives: .constantNotUniform),
    Case("less data than elements", ("ADD", [0, 8], 1, ""), gives: .constantUnreadable),
    Case("shapes that do not go together", ("ADD", [0, 9], 1, ""), gives: .refused),
    Case("two inputs of the graph", ("ADD", [0, 2], 1, ""), gives: .anotherInput),
    Case("only the other input", ("RELU", [2], 1, ""), gives: .anotherInput),
    Case("the input twice", ("MUL", [0, 0], 1, "MulOptions"), gives: nil),
    Case("a tensor that nothing makes", ("RELU", [3], 1, ""), gives: .anotherInput),
    Case("a constant alone", ("QUANTIZE", [7], 1, ""), gives: .noDependence),
    Case(
      "a scale of 50000 beside 0.05 ends the process", ("ADD", [0, 13], 1, ""), gives: .refused),
    Case("an operator with one input too few", ("ADD", [0], 1, ""), gives: .malformed),
    Case("an optional input", ("ADD", [0, -1], 1, ""), gives: .malformed),
    Case("a sigmoid", ("LOGISTIC", [0], 1, ""), gives: .notElementwise),
    Case("a pool", ("AVERAGE_POOL_2D", [0], 1, ""), gives: .notElementwise),
    Case("to double precision", ("CAST", [0], 18, ""), ("CAST", [18], 1, ""), gives: .notModelled),
    Case("types that differ", ("CAST", [0], 14, ""), ("ADD", [14, 5], 1, ""), gives: .notModelled),
    Case(
      "indices that a table has not", ("CAST", [0], 14, "CastOptions"),
      ("GATHER", [7, 14], 1, "GatherOptions"), gives: .refused),
    Case("8-bit indices", ("GATHER", [7, 0], 1, "GatherOptions"), gives: .notModelled),
    Case(
      "a table that varies", ("CAST", [0], 14, "CastOptions"),
      ("GATHER", [2, 14], 1, "GatherOptions"), gives: .notElementwise),
    Case(
      "reads its output", ("ADD", [3, 5], 1, ""), ("MUL", [1, 5], 3, ""), gives: .malformed),
    Case(
      "a shape of its own and back", ("RESHAPE", [0], 17, ""), ("RESHAPE", [17], 3, ""),
      ("ADD", [0, 3], 1, "AddOptions"), gives: nil),
    Case(
      "the input beside itself turned", ("TRANSPOSE", [0, 6], 3, ""), ("ADD", [0, 3], 1, ""),
      gives: .elementsMove),
    Case(
      "both turned the same way", ("TRANSPOSE", [0, 6], 3, ""), ("RELU", [3], 4, ""),
      ("MUL", [3, 4], 1, "MulOptions"), gives: nil),
    Case(
      "another shape that would repeat", ("RESHAPE", [0], 17, ""), ("ADD", [0, 17], 1, ""),
      gives: .refused),
    Case("a kernel of one element", ("DEPTHWISE_CONV_2D", [0, 10], 1, step), gives: nil),
    Case(
      "weights that differ", ("DEPTHWISE_CONV_2D", [0, 11], 1, step),
      gives: .constantNotUniform),
    Case(
      "weights whose scales differ", ("DEPTHWISE_CONV_2D", [0, 12], 1, step),
      gives: .notElementwise),
    Case(
      "steps of 2", ("DEPTHWISE_CONV_2D", [0, 10], 1, "DepthwiseConv2DOptions stride_w: 2"),
      gives: .notElementwise),
    Case(
      "weights that vary", ("DEPTHWISE_CONV_2D", [0, 0], 1, step), gives: .notElementwise),
  ])
  func judges(_ c: Case) throws {
    guard let code = c.code else {
      #expect(try c.function().codes().count == 256)
      return
    }
    let error = #expect(throws: ElementwiseError.self) { try c.function() }
    #expect(error?.code == code, "\(String(describing: error))")
  }

  /// The bias is what lets the delegate take it; the built-in kernel is not known.
  @Test func aDepthwiseConvolutionWithoutBiasHasNoDefaultPath() throws {
    var model = ElementwiseModel()
    model.add("DEPTHWISE_CONV_2D", [0, 10], 1, Self.step)
    let error = #expect(throws: ElementwiseError.self) { try model.function(.defaultX86) }
    #expect(error?.code == .notModelled)
  }

  @Test(arguments: [(64, nil), (65, ElementwiseError.Code.tooLong)])
  func stopsAfter64Operators(count: Int, code: ElementwiseError.Code?) throws {
    let tensors = (0...count).map { _ in "{shape: [1]}" }
    let operators = (0..<count).map { "{inputs: [\($0)], outputs: [\($0 + 1)]}" }
    let bytes = try Flatc.model(
      """
      {version: 3, operator_codes: [{builtin_code: "RELU"}], buffers: [{}], subgraphs: [{
         inputs: [0], outputs: [\(count)], tensors: [\(tensors.joined(separator: ", "))],
         operators: [\(operators.joined(separator: ", "))]}]}
      """)
    let graph = GraphIndex(Model(file: try ModelFile(bytes: bytes)).subgraphs[0])
    var found: ElementwiseError.Code?
    do throws(ElementwiseError) {
      _ = try ElementwiseFunction(
        from: TensorIndex(rawValue: 0), to: TensorIndex(rawValue: Int32(count)), in: graph,
        kernels: .reference)
    } catch { found = error.code }
    #expect(found == code)
  }

  @Test func namesThePlace() throws {
    let error = #expect(throws: ElementwiseError.self) {
      try Case("", ("ADD", [0, 8], 1, ""), gives: nil).function()
    }
    #expect(
      error?.description == """
        subgraph 0: tensor 8 (cut\\x1b) has 1 byte of data, which does not match its type INT8 and \
        shape [4] [constant-unreadable]
          Inspect the operator with `tflens dump`; LiteRT does not run it like this.
        """)
  }

  @Test func listsTheOperatorsOnTheWayInOrder() throws {
    let function = try Case(
      "", ("RELU", [2], 4, ""), ("RELU", [0], 3, ""), ("RESHAPE", [3], 17, ""),
      ("RESHAPE", [17], 1, ""), gives: nil
    ).function()
    #expect(function.operators.map(\.index) == [1, 2, 3])
    #expect((function.inputType, function.outputType) == (.int8, .int8))
  }

  @Test func nothingBetweenIsTheIdentity() throws {
    let function = try ElementwiseModel().function(to: 0)
    #expect(function.codes() == Array(-128...127))
    #expect(function.operators.isEmpty)
  }

  /// NumPy 2.4: `numpy.float32(0.05) * numpy.arange(-128, 128, dtype=numpy.float32)`.
  @Test func goesFromCodesToFloats() throws {
    var model = ElementwiseModel()
    model.add("DEQUANTIZE", [0], 15)
    let values = try model.function(to: 15).values()
    #expect(values.count == 256)
    #expect((values[0], values[128], values[255]) == (-6.4, 0, 6.35))
  }
}
