// swift-tools-version: 6.1
import PackageDescription

let common: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]
// A library says which imports it re-exports; an executable exports nothing.
let library = common + [.enableUpcomingFeature("InternalImportsByDefault")]

let package = Package(
  name: "tflens",
  products: [
    .executable(name: "tflens", targets: ["tflens"]),
    .library(name: "TFLens", targets: ["ModelFormat", "ModelFacts", "Reporting"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
  ],
  targets: [
    .target(name: "CFlatBuffers"),
    .target(name: "ModelFormat", dependencies: ["CFlatBuffers"], swiftSettings: library),
    .target(name: "ModelFacts", dependencies: ["ModelFormat"], swiftSettings: library),
    .target(
      name: "Reporting",
      dependencies: [
        "ModelFormat", "ModelFacts", .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: library),
    .executableTarget(
      name: "tflens",
      dependencies: [
        "ModelFormat", "ModelFacts", "Reporting",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: common),
  ],
  cxxLanguageStandard: .cxx17
)
