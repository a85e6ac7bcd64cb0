// swift-tools-version: 6.1
import PackageDescription

// SwiftPM allows unsafe flags in the root package only.
let isRoot = !Context.packageDirectory.contains("/checkouts/")
func debugFlags(_ flags: String...) -> [SwiftSetting] {
  isRoot ? [.unsafeFlags(flags, .when(configuration: .debug))] : []
}

// The index leaves out the modules of the toolchain, which saves 20 s of a build of all tests on two cores.
let common: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ] + debugFlags("-index-ignore-system-modules", "-index-ignore-clang-modules")
// A library says which imports it re-exports; an executable exports nothing.
let library = common + [.enableUpcomingFeature("InternalImportsByDefault")]

/// The tests of one module, with the support that all tests share.
func tests(of module: String, _ more: Target.Dependency..., exclude: [String] = []) -> Target {
  .testTarget(
    name: "\(module)Tests", dependencies: [.target(name: module), "TestSupport"] + more,
    exclude: exclude, swiftSettings: common)
}

// Most of the time of the tests goes into tables by the million, searches and proofs, which take a third of the time or
// less when they are optimized.
let computing = library + debugFlags("-O")

let package = Package(
  name: "tflens",
  products: [
    .executable(name: "tflens", targets: ["tflens"]),
    .library(
      name: "TFLens",
      targets: [
        "QuantMath", "ModelFormat", "ModelFacts", "Targeting", "Auditing", "Rewriting",
        "Calibrating", "Verifying", "Comparing", "MemoryPlanning", "Reporting", "Picturing",
      ]),
    // For the package in Fuzz.
    .library(name: "Exercises", targets: ["Exercises"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.5.0"),
    // Without its trait, it leaves Foundation out.
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0", traits: []),
  ],
  targets: [
    .target(name: "CFlatBuffers"),
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .target(name: "YAML", dependencies: ["CYAML"], swiftSettings: library),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .target(name: "SQLite", dependencies: ["CSQLite"], swiftSettings: library),
    .target(name: "QuantMath", swiftSettings: computing),
    .target(name: "ModelFormat", dependencies: ["CFlatBuffers"], swiftSettings: computing),
    .target(
      name: "ModelFacts", dependencies: ["ModelFormat", "QuantMath"], swiftSettings: computing),
    .target(
      name: "Calibrating",
      dependencies: ["Digests", "ModelFormat", "ModelFacts", "QuantMath", "YAML"],
      swiftSettings: computing),
    .target(
      name: "Rewriting",
      dependencies: [
        "CByteRuns", "ModelFormat", "ModelFacts", "QuantMath", "Calibrating", "MemoryPlanning",
      ],
      swiftSettings: computing),
    .target(
      name: "Targeting",
      dependencies: ["ModelFormat", "ModelFacts", "MemoryPlanning", "Rewriting", "YAML"],
      resources: [.embedInCode("Profiles")], swiftSettings: library),
    .target(
      name: "Verifying",
      dependencies: [
        "Calibrating", "ModelFormat", "ModelFacts", "QuantMath", "Rewriting",
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      resources: [
        "start", "worker", "grid", "npz", "files", "raw", "images", "sources", "inputs",
        "labels", "comparison", "measurement", "calibration", "driver",
      ].map { .embedInCode("Python/\($0).py") },
      swiftSettings: library),
    .target(name: "CByteRuns"),
    .target(name: "CNumberText"),
    .target(name: "CProcess"),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .target(name: "Digests", dependencies: ["CCrypto"], swiftSettings: library),
    .target(
      name: "Auditing",
      dependencies: [
        "CByteRuns", "Calibrating", "MemoryPlanning", "ModelFormat", "ModelFacts", "QuantMath",
        "YAML",
      ],
      swiftSettings: library),
    .target(
      name: "Comparing", dependencies: ["CByteRuns", "ModelFormat", "ModelFacts"],
      swiftSettings: library),
    .target(
      name: "MemoryPlanning", dependencies: ["ModelFormat", "ModelFacts", "QuantMath"],
      swiftSettings: library),
    .target(
      name: "Reporting",
      dependencies: [
        "ModelFormat", "ModelFacts", "QuantMath", "Targeting", "Auditing", "Rewriting",
        "Calibrating", "CNumberText", "Verifying", "Comparing", "MemoryPlanning", "Digests",
      ],
      swiftSettings: library),
    .target(
      name: "Picturing",
      dependencies: [
        "ModelFormat", "ModelFacts", "QuantMath", "Targeting", "Auditing", "Comparing",
        "MemoryPlanning", "Digests", "Reporting",
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      resources: [.embedInCode("Page/page.css"), .embedInCode("Page/page.js")],
      swiftSettings: library),
    .systemLibrary(name: "CMinizip", pkgConfig: "minizip", providers: [.apt(["libminizip-dev"])]),
    .target(
      name: "Batching",
      dependencies: [
        "Calibrating", "CMinizip", "CProcess", "Digests", "ModelFormat", "ModelFacts",
        "Targeting", "Auditing", "MemoryPlanning", "Picturing", "Reporting", "SQLite",
      ],
      swiftSettings: library),
    .executableTarget(
      name: "tflens",
      dependencies: [
        "CProcess", "ModelFormat", "ModelFacts", "QuantMath", "Auditing", "Calibrating",
        "Comparing", "MemoryPlanning", "Picturing", "Reporting", "Rewriting", "Targeting",
        "Verifying", "Batching",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: common,
      linkerSettings: [
        .unsafeFlags(["-Xclang-linker", "-no-pie"], .when(configuration: .release))
      ]),

    .target(name: "TestSupport", path: "Tests/Support", swiftSettings: common),
    .target(
      name: "Exercises",
      dependencies: [
        "Auditing", "Batching", "Calibrating", "ModelFacts", "ModelFormat", "QuantMath",
        "Reporting", "Rewriting", "Targeting",
      ],
      path: "Tests/Exercises", swiftSettings: common),
    tests(of: "CFlatBuffers", exclude: ["Facts"]),
    tests(of: "QuantMath", exclude: ["Golden"]),
    tests(of: "Digests"),
    tests(of: "YAML"),
    tests(of: "SQLite"),
    tests(of: "ModelFormat", "CFlatBuffers"),
    tests(of: "ModelFacts", "ModelFormat", "QuantMath"),
    tests(
      of: "Rewriting", "Calibrating", "ModelFacts", "ModelFormat", "QuantMath", "Reporting",
      exclude: ["Goldens", "Oracles"]),
    tests(of: "Calibrating", "ModelFormat", "QuantMath", "Reporting"),
    tests(of: "Verifying", "ModelFormat"),
    tests(of: "Comparing", "ModelFacts", "ModelFormat"),
    tests(of: "MemoryPlanning", "ModelFacts", "ModelFormat", exclude: ["Oracles"]),
    tests(of: "Targeting", "ModelFacts", "ModelFormat", "Rewriting"),
    tests(
      of: "Auditing", "CByteRuns", "Calibrating", "ModelFacts", "ModelFormat", "Reporting",
      "tflens",
      exclude: ["Goldens"]),
    tests(of: "Reporting", "Auditing", "ModelFacts", "ModelFormat", "QuantMath", "Rewriting"),
    tests(of: "Picturing", "ModelFacts", "ModelFormat", "Reporting"),
    tests(of: "Batching", "ModelFormat", "Auditing", "tflens", exclude: ["Scripts"]),
    .testTarget(
      name: "RobustnessTests",
      dependencies: ["tflens", "Exercises", "ModelFormat", "TestSupport"], swiftSettings: common),
    .testTarget(
      name: "CommandTests", dependencies: ["tflens", "TestSupport"],
      exclude: ["Cases", "Oracles", "Passes"], swiftSettings: common),
    .testTarget(
      name: "ConformanceTests",
      dependencies: [
        "tflens", "Auditing", "ModelFacts", "ModelFormat", "QuantMath", "Targeting", "TestSupport",
      ],
      exclude: ["Oracles"], swiftSettings: common),
  ],
  cxxLanguageStandard: .cxx17
)
