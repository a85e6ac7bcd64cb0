import Foundation
import TestSupport
import Testing

/// The runtime, in a Python of its own: it runs models and compares.
enum KernelOracle {
  /// What the oracle compared, and what differs.
  struct Report: Decodable {
    /// By resolver: how many models computed, were refused and aborted, and how many codes were
    /// compared; zeros are left out.
    let counts: [String: [String: Int]]
    let differences: [String]

    /// How many codes were compared under a resolver.
    func codes(_ resolver: Resolver) -> Int { count("codes", resolver) }

    /// How many models computed, under a resolver, in a delegate.
    func delegated(_ resolver: Resolver) -> Int { count("delegated", resolver) }

    /// How many models a resolver refused.
    func refusals(_ resolver: Resolver) -> Int { count("refuses", resolver) }

    /// How many models ended the process.
    func aborts(_ resolver: Resolver) -> Int { count("aborts", resolver) }

    private func count(_ name: String, _ resolver: Resolver) -> Int {
      counts[resolver.rawValue]?[name] ?? 0
    }
  }

  /// Runs every case under every resolver that it has a prediction for, and expects no difference.
  static func compare(
    _ cases: [some Encodable], _ title: String, script: String = "run_kernels.py"
  ) throws -> Report {
    let python = Places.python
    try #require(
      FileManager.default.isExecutableFile(atPath: python.path),
      "the conformance tests need a Python with ai-edge-litert: run `make test`")

    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    let outcome = try Places.withTemporaryFolder { folder in
      let file = folder.appending(path: "cases.json")
      try encoder.encode(cases).write(to: file)
      return try Program.run(python, ["-B", "-W", "ignore", oracle(script), file.path])
    }
    try #require(
      outcome.status == 0,
      "\(Seed.note); status \(outcome.status): \(outcome.errorText.suffix(1000))")

    let report = try JSONDecoder().decode(Report.self, from: outcome.output)
    #expect(
      report.differences.isEmpty,
      "\(Seed.note)\n\(report.differences.prefix(20).joined(separator: "\n"))")
    print("\(title): \(cases.count) models; \(report.counts.summary); \(Seed.note)")
    return report
  }

  private static func oracle(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Oracles/\(name)").path
  }
}

extension [String: [String: Int]] {
  /// Such as `reference: codes 25600, computes 100`, in a fixed order.
  fileprivate var summary: String {
    Resolver.allCases.compactMap { resolver in
      self[resolver.rawValue].map { counts in
        let words = counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        return "\(resolver): \(words.joined(separator: ", "))"
      }
    }.joined(separator: "; ")
  }
}
