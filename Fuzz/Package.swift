// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "TFLensFuzz",
  dependencies: [.package(name: "tflens", path: "..")],
  targets: [
    .executableTarget(
      name: "TFLensFuzz", dependencies: [.product(name: "Exercises", package: "tflens")],
      // What -sanitize=fuzzer asks for.
      swiftSettings: [.unsafeFlags(["-parse-as-library"])],
      // gold stops with an internal error.
      linkerSettings: [.unsafeFlags(["-use-ld=lld"])])
  ]
)
