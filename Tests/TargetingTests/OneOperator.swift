import ModelFormat
import TestSupport

/// A model of one operator, which a test describes tensor by tensor.
struct OneOperator {
  /// One tensor, as flatc's JSON takes it.
  struct TensorText {
    var type = "INT8"
    var shape: [Int] = [1, 4, 4, 2]
    var scales: [Double] = [0.5]
    var zeroPoint = 0
    var axis = 0
    var signature: [Int]?
    /// The bytes of a constant.
    var data: [UInt8]?
  }

  var op: String
  var inputs: [TensorText]
  var outputs = [TensorText()]
  /// The operator's options: the table's name and its fields.
  var options: (table: String, fields: String)?
  var version = 1

  func model() throws -> Model {
    let tensors = inputs + outputs
    var buffers = ["{}"]
    var texts: [String] = []
    for (index, tensor) in tensors.enumerated() {
      if let data = tensor.data { buffers.append("{data: \(data)}") }
      let scales = tensor.scales.map { "\($0)" }.joined(separator: ", ")
      let zeroPoints = tensor.scales.map { _ in "\(tensor.zeroPoint)" }.joined(separator: ", ")
      let quantization =
        tensor.scales.isEmpty
        ? ""
        : "quantization: {scale: [\(scales)], zero_point: [\(zeroPoints)], "
          + "quantized_dimension: \(tensor.axis)},"
      let signature = tensor.signature.map { "shape_signature: \($0)," } ?? ""
      texts.append(
        "{shape: \(tensor.shape), type: \"\(tensor.type)\", \(quantization) \(signature) "
          + "buffer: \(tensor.data == nil ? 0 : buffers.count - 1), name: \"t\(index)\"}")
    }
    let options = self.options.map {
      "builtin_options_type: \"\($0.table)\", builtin_options: {\($0.fields)},"
    }
    return Model(
      file: try ModelFile(
        bytes: try Flatc.model(
          """
          {version: 3,
           operator_codes: [{builtin_code: "\(op)", version: \(version)}],
           buffers: [\(buffers.joined(separator: ", "))],
           subgraphs: [{
             inputs: [0], outputs: [\(inputs.count)],
             tensors: [\(texts.joined(separator: ", "))],
             operators: [{opcode_index: 0, \(options ?? "")
               inputs: \(Array(inputs.indices)),
               outputs: \(Array(inputs.count..<tensors.count))}]}]}
          """)))
  }
}

extension OneOperator {
  /// HARD_SWISH on data of a type.
  static func hardSwish(_ type: String, scale: Double = 0.5, to output: Double = 0.5) -> Self {
    OneOperator(
      op: "HARD_SWISH", inputs: [.init(type: type, scales: [scale])],
      outputs: [.init(type: type, scales: [output])])
  }

  /// An operator that takes one tensor and gives one like it.
  static func unary(_ op: String, _ type: String = "INT8", version: Int = 1) -> Self {
    OneOperator(
      op: op, inputs: [.init(type: type)], outputs: [.init(type: type)], version: version)
  }

  /// ADD or MUL of two tensors.
  static func binary(_ op: String, _ type: String, fused: String = "NONE") -> Self {
    let table = op == "MUL" ? "MulOptions" : "AddOptions"
    return OneOperator(
      op: op, inputs: [.init(type: type), .init(type: type)], outputs: [.init(type: type)],
      options: (table, "fused_activation_function: \"\(fused)\""))
  }

  /// CONV_2D with two filters of `kernel` by `kernel` and constant weights.
  static func convolution(
    _ type: String, scales: [Double] = [0.5], kernel: Int = 1, stride: Int = 1, dilation: Int = 1,
    padding: String = "SAME", fused: String = "NONE"
  ) -> Self {
    OneOperator(
      op: "CONV_2D",
      inputs: [
        .init(type: type),
        .init(
          type: type, shape: [2, kernel, kernel, 2], scales: scales,
          data: Array(repeating: 1, count: 4 * kernel * kernel)),
        .init(
          type: "INT32", shape: [2], scales: scales.map { $0 * 0.5 },
          data: Array(repeating: 0, count: 8)),
      ],
      outputs: [.init(type: type)],
      options: (
        "Conv2DOptions",
        """
        padding: "\(padding)", stride_w: \(stride), stride_h: \(stride), \
        dilation_w_factor: \(dilation), dilation_h_factor: \(dilation), \
        fused_activation_function: "\(fused)"
        """
      ))
  }

  /// MEAN over one dimension.
  static func mean(_ type: String, axis: UInt8) -> Self {
    OneOperator(
      op: "MEAN",
      inputs: [
        .init(type: type), .init(type: "INT32", shape: [1], scales: [], data: [axis, 0, 0, 0]),
      ],
      outputs: [.init(type: type, shape: [1, 1, 4, 2])],
      options: ("ReducerOptions", "keep_dims: true"))
  }
}
