import ModelFormat
import Targeting
import TestSupport
import Testing

/// A case for each target, derived by hand from the source that its profile names.
@Suite struct PlacementTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let target: String
    let reason: String
    let op: OneOperator
    let expected: String

    init(_ target: String, _ reason: String, _ op: OneOperator, _ expected: String) {
      (self.target, self.reason, self.op, self.expected) = (target, reason, op, expected)
    }
    var testDescription: String { "\(target): \(reason)" }
  }

  static let cases = [
    Case("ambiq_helia", "HARD_SWISH gains an int16 path", .hardSwish("INT16"), "mapped"),
    Case("armnn_delegate", "types are not stated", .hardSwish("INT8"), "unknown types"),
    Case(
      "cadence_xtensa", "MUL runs on reference code", .binary("MUL", "INT8"), "blocked operator"),
    Case("cmsis_nn", "HARD_SWISH runs on reference code", .hardSwish("INT8"), "blocked operator"),
    Case(
      "coral_edgetpu", "HARD_SWISH is absent from the table", .hardSwish("INT8"), "blocked operator"
    ),
    Case("coral_edgetpu", "additions are in it", .binary("ADD", "INT8"), "mapped"),
    Case("coral_edgetpu", "8-bit data only", .binary("ADD", "INT16"), "blocked types"),
    Case(
      "coral_edgetpu", "a scale for each channel is fine",
      .convolution("INT8", scales: [0.5, 0.25]),
      "mapped"),
    Case("coral_edgetpu", "no table speaks of it", .unary("ABS"), "unknown operator"),
    Case("coreml_delegate", "float only", .hardSwish("INT8"), "blocked types"),
    Case("esp_dl", "its own format", .hardSwish("INT16"), "conditional not-checked"),
    Case("esp_nn", "int8 kernels only", .binary("ADD", "INT16"), "blocked types"),
    Case("ethos_u55_u65", "HARD_SWISH on 8 bits", .hardSwish("UINT8"), "mapped"),
    Case("ethos_u55_u65", "not on 16", .hardSwish("INT16"), "blocked types"),
    Case("ethos_u55_u65", "GATHER is not in its list", .unary("GATHER"), "blocked operator"),
    Case(
      "ethos_u55_u65", "a convolution's stride", .convolution("INT8", stride: 4), "blocked stride"),
    Case(
      "ethos_u55_u65", "a longer stride with VALID padding",
      .convolution("INT8", stride: 4, padding: "VALID"), "mapped"),
    Case("ethos_u85", "no bound on strides", .convolution("INT8", stride: 4), "mapped"),
    Case("ethos_u_vela_3_10", "stride 1 to 3", .convolution("INT8", stride: 4), "blocked stride"),
    Case("generic-uint8-npu", "int8 by definition not", .binary("ADD", "INT8"), "blocked types"),
    Case("generic-uint8-npu", "uint8 by definition", .binary("ADD", "UINT8"), "mapped"),
    Case(
      "generic-uint8-npu", "one scale for the weights", .convolution("UINT8", scales: [0.5, 0.25]),
      "blocked per-channel-weights"),
    Case("generic-uint8-npu", "nothing else", .hardSwish("UINT8"), "blocked operator"),
    Case("hexagon_delegate", "8-bit HARD_SWISH", .hardSwish("INT8"), "mapped"),
    Case("hexagon_delegate", "dilation 1", .convolution("INT8", dilation: 2), "blocked dilation"),
    Case("kendryte_nncase", "types are not stated", .binary("ADD", "INT8"), "unknown types"),
    Case(
      "litert_cpu_kernels", "from the table of kernels", .unary("RELU6"), "mapped"),
    Case("litert_cpu_kernels", "no kernel at all", .unary("CALL"), "blocked operator"),
    Case("litert_cpu_kernels", "no int8 kernel", .unary("SQUARE"), "blocked kernel-types"),
    Case(
      "litert_cpu_kernels", "only version 1 has a kernel", .unary("HARD_SWISH", version: 2),
      "blocked operator-version"),
    Case("litert_cpu_kernels", "no int16 kernel", .hardSwish("INT16"), "blocked kernel-types"),
    Case(
      "litert_cpu_kernels", "128 times the output's scale",
      .hardSwish("INT8", scale: 64, to: 0.5), "blocked scale-ratio"),
    Case(
      "litert_cpu_kernels", "just under that", .hardSwish("INT8", scale: 63.5, to: 0.5), "mapped"),
    Case("mediatek_litert", "RELU6 is not listed", .unary("RELU6"), "blocked operator"),
    Case(
      "mediatek_litert", "stride 8 but not 5", .convolution("INT8", stride: 5), "blocked stride"),
    Case(
      "mesa_teflon", "only whole models are listed", .binary("ADD", "UINT8"), "unknown operator"),
    Case(
      "microchip_vectorblox", "RELU_N1_TO_1 is not fused",
      .binary("MUL", "INT8", fused: "RELU_N1_TO_1"), "blocked fused-activations"),
    Case("nnapi_delegate", "int16 is no quantized type", .hardSwish("INT16"), "blocked types"),
    Case("nxp_neutron", "reductions are four-dimensional", .mean("INT8", axis: 1), "mapped"),
    Case(
      "qnn_litert", "weights may have scales", .convolution("INT8", scales: [0.5, 0.25]), "mapped"),
    Case("renesas_ruhmi", "GATHER is not in the front end", .unary("GATHER"), "blocked operator"),
    Case("rockchip_rknn", "no list for TFLite", .hardSwish("INT8"), "unknown operator"),
    Case("samsung_enn", "static 8 bits", .hardSwish("FLOAT32"), "blocked types"),
    Case("silabs_mvp", "HARD_SWISH falls back", .hardSwish("INT8"), "blocked operator"),
    Case(
      "st_neural_art", "convolutions with scales", .convolution("INT8", scales: [0.5, 0.25]),
      "mapped"),
    Case(
      "st_stm32mp2_npu", "one scale only", .convolution("INT8", scales: [0.5, 0.25]),
      "blocked per-channel-weights"),
    Case("synaptics_synap", "HARD_SWISH is listed as SWISH", .hardSwish("UINT8"), "mapped"),
    Case("tflite_gpu_delegate", "no int16", .unary("RELU", "INT16"), "blocked types"),
    Case(
      "tflite_gpu_delegate", "constants are dequantized channel by channel",
      .convolution("INT8", scales: [0.5, 0.25]), "mapped"),
    Case("tflm_reference", "no uint8", .hardSwish("UINT8"), "blocked types"),
    Case(
      "tflm_reference", "outputs have elements",
      OneOperator(op: "ABS", inputs: [.init(shape: [0, 4])], outputs: [.init(shape: [0, 4])]),
      "blocked elements"),
    Case(
      "tflm_reference", "the mean of nothing ends the process",
      OneOperator(
        op: "MEAN",
        inputs: [
          .init(shape: [0, 4]),
          .init(type: "INT32", shape: [1], scales: [], data: [0, 0, 0, 0]),
        ], outputs: [.init(shape: [4])]), "blocked elements"),
    Case(
      "tflm_reference", "QUANTIZE has one scale",
      OneOperator(
        op: "QUANTIZE", inputs: [.init(type: "FLOAT32", scales: [])],
        outputs: [.init(scales: [0.5, 0.25], axis: 3)]), "blocked one-scale"),
    Case(
      "tflm_reference", "one way to place pixels",
      OneOperator(
        op: "RESIZE_BILINEAR",
        inputs: [
          .init(),
          .init(type: "INT32", shape: [2], scales: [], data: [4, 0, 0, 0, 4, 0, 0, 0]),
        ],
        options: ("ResizeBilinearOptions", "align_corners: true, half_pixel_centers: true")),
      "blocked option"),
    Case(
      "tflm_reference", "the resolver has no entry for it", .unary("RELU_N1_TO_1"),
      "blocked operator"),
    Case("verisilicon_vx", "mapped as SWISH", .hardSwish("INT8"), "mapped"),
    Case(
      "xnnpack_delegate", "quantized HARD_SWISH is not taken", .hardSwish("INT8"), "blocked types"),
    Case(
      "xnnpack_delegate", "float HARD_SWISH is", .hardSwish("FLOAT32", scale: 1, to: 1), "mapped"),
    Case(
      "xnnpack_delegate", "any dimensions are reduced", .mean("INT8", axis: 0), "mapped"),
    Case(
      "xnnpack_delegate", "no int16 kernel", .binary("ADD", "INT16"), "blocked types"),
  ]

  @Test(arguments: cases)
  func placesAsTheSourceSays(_ c: Case) throws {
    let placement = Placement(of: try c.op.model(), on: try TargetProfile.named(c.target))
    #expect(placement.operators.map(\.outcome.firstWord) == [c.expected])
    // Every reason but "nobody speaks of it" names who says so.
    for reason in placement.operators.flatMap(\.outcome.everyReason)
    where c.expected != "unknown operator" {
      #expect(!reason.sources.isEmpty, "\(reason.message)")
    }
  }

  @Test func everyTargetHasACase() {
    #expect(Set(Self.cases.map(\.target)) == Set(TargetCatalog.ids))
  }

  @Test func saysWhatWasFoundAndWhatIsAllowed() throws {
    let profile = try TargetProfile.named("ethos-u55")
    let model = try OneOperator.convolution("INT8", stride: 4).model()
    let reasons = Placement(of: model, on: profile).operators.flatMap(\.outcome.everyReason)
    #expect(reasons.map(\.message) == ["stride (height) is 4; allowed: at most 3"])
    #expect(reasons.flatMap(\.sources).map(\.key) == ["A"])
  }
}

extension PlacedOperator.Outcome {
  var everyReason: [BlockReason] {
    switch self {
    case .mapped: []
    case .blocked(let reasons), .conditional(let reasons), .unknown(let reasons): reasons
    }
  }

  /// `mapped`, `blocked stride`.
  var firstWord: String {
    switch self {
    case .mapped: "mapped"
    case .blocked(let reasons): "blocked \(reasons.first?.kind ?? "")"
    case .conditional(let reasons): "conditional \(reasons.first?.kind ?? "")"
    case .unknown(let reasons): "unknown \(reasons.first?.kind ?? "")"
    }
  }
}
