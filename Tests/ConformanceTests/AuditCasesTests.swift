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
    ("numerics/a7_add_rank6_not_broadcastable.tflite", ["G013"]),
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
  ]

  @Test(.enabled(if: isThere, "no folder of cases"), arguments: errors)
  func findsTheFaultThatLiteRTFinds(path: String, rules: [String]) throws {
    let audit = try Program.tflens(
      "audit", Self.folder.appending(path: path).path, "--format", "csv")
    let found = audit.text.split(whereSeparator: \.isNewline).dropFirst()
      .map { $0.split(separator: ",", maxSplits: 4).map(String.init) }
      .filter { $0.count > 3 && $0[3] == "error" }.map { $0[1] }
    #expect(Set(found) == Set(rules), "\(audit.text)\(audit.errorText)")
  }
}
