/// A program that runs models.
public enum ModelRuntime: String, Sendable, CaseIterable {
  /// LiteRT, as in phones and on servers.
  case litert
  /// TensorFlow Lite Micro with its reference kernels, as on microcontrollers.
  case tflm

  /// Its name for people.
  public var title: String { self == .litert ? "LiteRT" : "TensorFlow Lite Micro" }

  /// What pip installs, as its command line takes it: TFLite Micro has no release that is not a
  /// preview.
  var installed: String { self == .litert ? "ai-edge-litert" : "--pre tflite-micro" }

  /// The module that the package installs.
  var module: String { self == .litert ? "ai_edge_litert" : "tflite_micro" }
}
