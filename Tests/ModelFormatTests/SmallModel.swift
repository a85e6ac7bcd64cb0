import TestSupport

@testable import ModelFormat

/// Models of a few tables as flatc's JSON, with a gap wherever a test wants something else.
enum SmallModel {
  /// One subgraph that runs one operator from tensor 0, `a`, to tensor 1, `b`.
  static func json(
    model: String = "", code: String = "builtin_code: ABS", subgraph: String = "",
    inputs: String = "0", outputs: String = "1", subgraphs: String = "",
    tensor: String = "", operator op: String = "inputs: [0], outputs: [1]",
    buffers: String = "buffers: [{}],"
  ) -> String {
    """
    {
      version: 3, \(buffers) \(model)
      operator_codes: [{\(code)}],
      subgraphs: [
        {
          \(subgraph) inputs: [\(inputs)], outputs: [\(outputs)],
          tensors: [{name: "a", shape: [2, 3]}, {name: "b", shape: [2, 3] \(comma(tensor))}],
          operators: [{\(op)}]
        }
        \(comma(subgraphs))
      ]
    }
    """
  }

  private static func comma(_ more: String) -> String { more.isEmpty ? "" : ", \(more)" }

  static func open(_ json: String) throws -> Model {
    try Model(file: ModelFile(bytes: Flatc.model(json)))
  }

  /// Every table that the format has a view for, and a few that it has none for; no weights.
  static let everything = """
    {
      version: 3, description: "everything",
      operator_codes: [
        {deprecated_builtin_code: 3, version: 5, builtin_code: CONV_2D},
        {deprecated_builtin_code: 32, custom_code: "Mine", builtin_code: CUSTOM},
        {deprecated_builtin_code: 119, builtin_code: WHILE},
        {deprecated_builtin_code: 127, builtin_code: STABLEHLO_SLICE}
      ],
      buffers: [{}, {data: [1, 2, 3, 4]}, {data: []}],
      metadata_buffer: [1], metadata: [{name: "min_runtime_version", buffer: 1}],
      external_buffer_groups: [{name: "weights.bin"}],
      external_buffers: [{id: 7, group: 0, offset: 16, length: 4, packing: "raw"}],
      signature_defs: [{
        signature_key: "serve", subgraph_index: 0,
        inputs: [{name: "x", tensor_index: 0}], outputs: [{name: "y", tensor_index: 2}]
      }],
      subgraphs: [
        {
          name: "main", inputs: [0], outputs: [2],
          tensors: [
            {name: "a", shape: [1, 4], shape_signature: [-1, 4], type: INT8, has_rank: true,
             quantization: {min: [-1], max: [1], scale: [0.5, 0.25], zero_point: [3, -3],
                            quantized_dimension: 1}},
            {name: "w", shape: [4], type: INT4, buffer: 1,
             quantization: {details_type: "BlockwiseQuantization",
                            details: {scales: 0, zero_points: -1, block_size: 2}}},
            {name: "b", shape: [1, 4], is_variable: true, external_buffer: 7,
             sparsity: {traversal_order: [0, 1], block_map: [],
                        dim_metadata: [{format: DENSE, dense_size: 1},
                                       {format: SPARSE_CSR, array_segments_type: "Uint8Vector",
                                        array_segments: {values: [0, 1]},
                                        array_indices_type: "Int32Vector",
                                        array_indices: {values: [2]}}]}},
            {name: "v", type: VARIANT, variant_tensors: [{shape: [2], type: INT32, has_rank: true}]}
          ],
          operators: [
            {opcode_index: 0, inputs: [0, 1, -1], outputs: [2], intermediates: [-1],
             mutating_variable_inputs: [false, true],
             builtin_options_type: "Conv2DOptions",
             builtin_options: {padding: VALID, stride_w: 2, stride_h: 2,
                               fused_activation_function: RELU6}},
            {opcode_index: 1, inputs: [2], outputs: [2], custom_options: [9, 8, 7]},
            {opcode_index: 2, inputs: [2], outputs: [2], builtin_options_type: "WhileOptions",
             builtin_options: {cond_subgraph_index: 1, body_subgraph_index: 1}},
            {opcode_index: 3, inputs: [2], outputs: [2],
             builtin_options_2_type: "StablehloSliceOptions",
             builtin_options_2: {start_indices: [0], limit_indices: [1], strides: [1]}}
          ]
        },
        {name: "body", tensors: [{name: "t", type: BOOL}], inputs: [0], outputs: [0]}
      ]
    }
    """
}
