/// Custom operators of known runtimes, delegates and compilers, by name.
struct KnownCustomOperators {
  /// The runtimes that have an operator of this name, apart from LiteRT itself.
  static func runtimes(of name: String) -> [AuditRuntime] {
    if name.hasPrefix(flexPrefix) { return [AuditRuntime(.litert, .flex)] }
    if name == "ethos-u" { return [AuditRuntime(.tflm, .ethosU)] }
    if name == "edgetpu-custom-op" { return [AuditRuntime(.litert, .edgetpu)] }
    var runtimes: [AuditRuntime] = []
    if mediapipe.contains(name) { runtimes.append(AuditRuntime(.litert, .mediapipe)) }
    if tflm.contains(name) { runtimes.append(AuditRuntime(.tflm)) }
    return runtimes
  }

  /// True if a runtime has an operator of this name, apart from LiteRT's own.
  static func contains(_ name: String, for runtime: AuditRuntime) -> Bool {
    runtimes(of: name).contains { known in
      known.additions.isEmpty
        ? known.base == runtime.base : known.additions.allSatisfy(runtime.additions.contains)
    }
  }

  /// TensorFlow's operators, which the Flex delegate runs.
  ///
  /// Source: LiteRT `tflite/delegates/flex/delegate.cc` and `core/util.cc`, `IsFlexOp`.
  private static let flexPrefix = "Flex"

  /// Source: MediaPipe `util/tflite/cpu_op_resolver.cc` and
  /// `tasks/cc/core/mediapipe_builtin_op_resolver.cc`.
  private static let mediapipe: Set<String> = [
    "MaxPoolingWithArgmax2D", "MaxUnpooling2D", "Convolution2DTransposeBias",
    "TransformTensorBilinear", "TransformLandmarks", "Landmarks2TransformMatrix", "Resampler",
    "KmeansEmbeddingLookup", "TFSentencepieceTokenizeOp", "RaggedTensorToTensor", "NGramHash",
  ]

  /// Source: tflite-micro `tensorflow/lite/micro/micro_mutable_op_resolver.h`, with the names in its Python
  /// interpreter, 0.dev20261023182759.
  private static let tflm: Set<String> = [
    "CIRCULAR_BUFFER", "TFLite_Detection_PostProcess", "SignalDelay", "SignalEnergy",
    "SignalFftAutoScale", "SignalFilterBank", "SignalFilterBankLog",
    "SignalFilterBankSpectralSubtraction", "SignalFilterBankSquareRoot", "SignalFramer",
    "SignalIrfft", "SignalOverlapAdd", "SignalPCAN", "SignalRfft", "SignalStacker", "SignalWindow",
  ]
}
