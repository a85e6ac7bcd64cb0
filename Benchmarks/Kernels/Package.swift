// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "Kernels",
  dependencies: [.package(name: "tflens", path: "../..")],
  targets: [
    .executableTarget(
      name: "Kernels", dependencies: [.product(name: "TFLens", package: "tflens")])
  ]
)
