import Foundation
import TestSupport
import Testing

/// Models that LiteRT 2.3.0 rejects or crashes on, and models that it runs, with what the audit says.
@Suite struct AuditCasesTests {
  private static let folder = Places.project.appending(path: "../shared/cases").standardized
  private static let isThere = FileManager.default.fileExists(atPath: folder.path)

  /// The rules behind the errors of a case; none where LiteRT runs it.
  static let errors: [(path: String, rules: [String])] = [
    ("numerics/a10_depthwise_bias_minus_1.tflite", ["G020"]),
    ("numerics/a11_nested_while_extra_output.tflite", ["G014"]),
    ("numerics/a13_lstm_no_inputs.tflite", ["G012"]),
    ("numerics/a1_one_scale_axis_out_of_rank.tflite", ["Q002"]),
    ("numerics/a2_int8_conv_without_bias.tflite", ["G012"]),
    ("numerics/a3_conv_without_options.tflite", ["G021"]),
    ("numerics/a5_quantize_input_minus_1.tflite", ["G020"]),
    ("numerics/a6_hybrid_fc_weight_zero_point.tflite", ["Q010"]),
    ("numerics/a7_add_rank6_not_broadcastable.tflite", ["G013"]),
    ("numerics/b1_all_zero_weights_zero_bias_tiny_scale.tflite", []),
    ("numerics/b2_bias_scale_inf_zero_bias.tflite", []),
    ("real/bw/block0.tflite", ["Q028"]),
    ("real/bw/block_shape.tflite", []),
    ("real/bw/ok.tflite", []),
    ("real/bw/zero.tflite", ["Q028"]),
    ("real/conv/CONV_bias_one_scale.tflite", ["Q003"]),
    ("real/conv/FC_axis1.tflite", ["Q011"]),
    ("real/neg/add_second.tflite", ["G020"]),
    ("real/neg/concat.tflite", ["G020"]),
    ("real/neg/conv_filter.tflite", ["G020"]),
    ("real/neg/dw_bias.tflite", ["G020"]),
    ("real/neg/gather_idx.tflite", ["G020"]),
    ("real/neg/mean_axis.tflite", ["G020"]),
    ("real/neg/prelu_alpha.tflite", ["G020"]),
    ("real/neg/real__LiteRT__single_conv_no_bias.bin", ["G020"]),
    ("real/neg/resize_size.tflite", ["G020"]),
    ("real/rep/MEAN_rank3_i8.tflite", []),
    ("real/rep/STRIDED_SLICE_i8.tflite", []),
    ("real/rep/composite_self.tflite", ["G015"]),
    ("real/types/ABS_u8_v1.tflite", ["G024"]),
    ("real/types/ATAN2_i8_v1.tflite", ["G024"]),
    ("real/types/COS_i16_v1.tflite", ["G024"]),
    ("real/types/CUMSUM_i8_v1.tflite", ["G024"]),
    ("real/types/DEQUANTIZE_0_0_v1.tflite", ["G024"]),
    ("real/types/DEQUANTIZE_2_0_v1.tflite", ["G024"]),
    ("real/types/EXP_u8_v1.tflite", ["G024"]),
    ("real/types/FLOOR_DIV_u8_v1.tflite", ["G024"]),
    ("real/types/L2_NORMALIZATION_i16_v1.tflite", ["G024"]),
    ("real/types/L2_POOL_2D_i8_v1.tflite", ["G024"]),
    ("real/types/LOG_SOFTMAX_i16_v1.tflite", ["G024"]),
    ("real/types/LOG_SOFTMAX_u8_v1.tflite", ["Q020"]),
    ("real/types/POW_i8_v1.tflite", ["G024"]),
    ("real/types/QUANTIZE_0_2_v1.tflite", ["G024"]),
    ("real/types/RELU_N1_TO_1_i16_v1.tflite", ["G024"]),
    ("real/types/ROUND_i8_v1.tflite", ["G024"]),
    ("real/types/SIGN_i8_v1.tflite", ["G024"]),
    ("real/types/SIN_i8_v1.tflite", ["G024"]),
    ("real/types/SQUARED_DIFFERENCE_i16_v1.tflite", ["G024"]),
    ("real/types/SQUARE_i8_v1.tflite", ["G024"]),
    ("numerics/a8_int8_conv_float_bias.tflite", ["G024"]),
    ("real/rep/int2_C.tflite", ["G024"]),
    ("real/x16/conv_bias32.tflite", []),
    ("real/x16/conv_nobias_nohint.tflite", ["G012"]),
    ("real/x16/fc_nobias_nohint.tflite", []),
  ]

  /// The rules behind the warnings of a case that LiteRT runs.
  static let warnings: [(path: String, rules: [String])] = [
    ("real/rep/softmax_float_bad_out_grid.tflite", ["Q020", "Q022"]),
    // With the largest inputs LiteRT gives -206 where 26,009 is right.
    ("real/x16/conv_bias32.tflite", ["Q019"]),
    ("real/x16/fc_nobias_hint32.tflite", ["Q019"]),
    ("real/x16/fc_nobias_nohint.tflite", ["Q019"]),
  ]

  @Test(.enabled(if: isThere, "no folder of cases"), arguments: warnings)
  func warnsOfWhatLiteRTComputesWrongly(path: String, rules: [String]) throws {
    #expect(Set(try Self.rules("warning", in: path)) == Set(rules))
  }

  @Test(.enabled(if: isThere, "no folder of cases"), arguments: errors)
  func findsTheFaultThatLiteRTFinds(path: String, rules: [String]) throws {
    #expect(Set(try Self.rules("error", in: path)) == Set(rules))
  }

  @Test(.enabled(if: isThere, "no folder of cases"))
  func inspectShowsTheBlocksOfWeights() throws {
    let model = Self.folder.appending(path: "real/bw/ok.tflite").path
    let json = try Program.tflens("inspect", model, "--format", "json").text
    #expect(json.contains(#""block_size":32"#) || json.contains(#""block_size": 32"#))
    #expect(json.contains(#""scales_tensor":2"#) || json.contains(#""scales_tensor": 2"#))
    let text = try Program.tflens("inspect", model, "--tensor", "1").text
    #expect(text.contains("blocks of 32, scales in tensor 2"), "\(text)")
  }

  /// The rules behind the findings of a severity.
  private static func rules(_ severity: String, in path: String) throws -> [String] {
    let audit = try Program.tflens("audit", folder.appending(path: path).path, "--format", "csv")
    try #require(audit.status < 2, "\(audit.errorText)")
    return audit.text.split(whereSeparator: \.isNewline).dropFirst()
      .map { $0.split(separator: ",", maxSplits: 4).map(String.init) }
      .filter { $0.count > 3 && $0[3] == severity }.map { $0[1] }
  }
}
