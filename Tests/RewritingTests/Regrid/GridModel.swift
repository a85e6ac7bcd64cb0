/// Small models about grids, as flatc's JSON: tensors in a row, operators between them.
struct GridModel {
  /// One tensor.
  struct Tensor {
    var json: String

    /// An activation `[1, 2, 2, 4]`.
    static func int8(_ name: String, _ scale: Float, _ zeroPoint: Int, _ more: String = "") -> Self
    {
      activation(name, "INT8", scale, zeroPoint, more)
    }

    static func activation(
      _ name: String, _ type: String, _ scale: Float, _ zeroPoint: Int, _ more: String = ""
    ) -> Self {
      Self(
        json: """
          {name: "\(name)", type: "\(type)", shape: [1, 2, 2, 4],
           quantization: {scale: [\(scale)], zero_point: [\(zeroPoint)]} \(more)}
          """)
    }

    /// Anything else: flatc's JSON without the braces.
    static func of(_ json: String) -> Self { Self(json: "{\(json)}") }

    /// The weights of a 1x1 convolution of 4 channels, a scale each, in buffer 1.
    static let weights = of(
      """
      name: "w", type: "INT8", shape: [4, 1, 1, 4], buffer: 1,
      quantization: {scale: [0.5, 0.25, 0.125, 0.0625], zero_point: [0, 0, 0, 0]}
      """)

    /// Their bias, int32, in buffer 2.
    static func bias(_ name: String, _ input: Float) -> Self {
      let scales = [0.5, 0.25, 0.125, 0.0625].map { Float($0) * input }
      return of(
        """
        name: "\(name)", type: "INT32", shape: [4], buffer: 2,
        quantization: {scale: \(scales), zero_point: [0, 0, 0, 0]}
        """)
    }
  }

  /// What an operator is called, reads, writes, and more of its fields.
  typealias Step = (op: String, inputs: [Int], outputs: [Int], more: String)

  var tensors: [Tensor]
  var operators: [Step]
  var inputs = [0]
  /// The last tensor where nothing is said.
  var outputs: [Int]?
  /// Codes of the bias in buffer 2.
  var bias: [Int32] = [7, -900, 100_000, 3]
  /// More members of the model.
  var more = ""

  var json: String {
    let names = operators.map(\.op).reduce(into: [String]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    let codes = names.map { "{builtin_code: \"\($0)\", version: 2}" }.joined(separator: ", ")
    let steps = operators.map { step in
      let code = names.firstIndex(of: step.op) ?? 0
      return
        "{opcode_index: \(code), inputs: \(step.inputs), outputs: \(step.outputs) \(step.more)}"
    }.joined(separator: ",\n")
    let bytes = bias.flatMap { code in withUnsafeBytes(of: code.littleEndian) { Array($0) } }
    return """
      {version: 3, operator_codes: [\(codes)],
       buffers: [{}, {data: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]},
         {data: \(bytes)}, {data: [1, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 4, 0, 0, 0]}],
       \(more)
       subgraphs: [{inputs: \(inputs), outputs: \(outputs ?? [tensors.count - 1]),
         tensors: [\(tensors.map(\.json).joined(separator: ",\n"))],
         operators: [\(steps)]}]}
      """
  }
}
