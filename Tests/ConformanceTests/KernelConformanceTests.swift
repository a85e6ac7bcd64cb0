import QuantMath
import Testing

/// Every code of fresh models, as `QuantMath` predicts it and as the runtime computes it.
@Suite struct KernelConformanceTests {
  @Test(arguments: [(CodeRange.int8, 300), (.uint8, 100)])
  func hardSwish(codes: CodeRange, count: Int) throws {
    var draw = GridDraw(for: "hardSwish \(codes)")
    let report = try KernelOracle.compare(
      draw.hardSwishCases(codes, count: count), "HARD_SWISH \(codes)")
    for resolver in Resolver.allCases {
      #expect(report.codes(resolver) == (count - report.refusals(resolver)) * 256)
      #expect(report.delegated(resolver) == 0)
    }
    // Of every hundred models about five are refused.
    if count >= 300 { #expect(report.refusals(.reference) > 0, "\(Seed.note)") }
  }

  @Test func addWithRelu6() throws {
    var draw = GridDraw(for: "addWithRelu6")
    let cases = draw.addCases(.int8, [.relu6], count: 100)
    try expectAllPaths(try KernelOracle.compare(cases, "ADD int8 RELU6"), count: 100)
  }

  @Test(arguments: [CodeRange.int8, .uint8])
  func addWithAnyActivation(codes: CodeRange) throws {
    var draw = GridDraw(for: "addWithAnyActivation \(codes)")
    let cases = draw.addCases(codes, FusedActivation.allCases, count: 48)
    try expectAllPaths(try KernelOracle.compare(cases, "ADD \(codes)"), count: 48)
  }

  /// The built-in kernel of two tensors of one shape is another than the reference.
  @Test func addWords() throws {
    var draw = GridDraw(for: "addWords")
    let cases = draw.wordAddCases(count: 16, pairCount: 150_000)
    let report = try KernelOracle.compare(cases, "ADD int16")
    for resolver in Resolver.allCases {
      #expect(report.codes(resolver) == 16 * 150_007)
      #expect(report.delegated(resolver) == 0)
    }
    // Else nothing was told apart.
    let told = cases.filter { $0.expected["builtin"]?.codes != $0.expected["reference"]?.codes }
    #expect(!told.isEmpty, "\(Seed.note)")
  }

  /// Each runs in a process of its own, which ends by a signal.
  @Test func addEndsTheProcess() throws {
    var draw = GridDraw(for: "addEndsTheProcess")
    let report = try KernelOracle.compare(draw.abortingAddCases(count: 8), "ADD, aborting")
    for resolver in Resolver.allCases { #expect(report.aborts(resolver) == 8) }
  }

  @Test(arguments: [(CodeRange.int8, 100), (.uint8, 48)])
  func multiply(codes: CodeRange, count: Int) throws {
    var draw = GridDraw(for: "multiply \(codes)")
    let cases = draw.multiplyCases(codes, FusedActivation.allCases, count: count)
    try expectAllPaths(try KernelOracle.compare(cases, "MUL \(codes)"), count: count)
  }

  @Test(arguments: [CodeRange.int8, .uint8])
  func subtract(codes: CodeRange) throws {
    var draw = GridDraw(for: "subtract \(codes)")
    let report = try KernelOracle.compare(draw.subtractCases(codes, count: 48), "SUB \(codes)")
    #expect(report.codes(.reference) > 48 * 100)
    #expect(report.codes(.builtin) == report.codes(.reference))
    #expect((6..<48).contains(report.delegated(.default)), "\(Seed.note)")
  }

  /// Vector kernels go through the rows of what is repeated, or leave all to the reference.
  @Test(arguments: [CodeRange.int8, .uint8])
  func repeatedInputs(codes: CodeRange) throws {
    var draw = GridDraw(for: "repeatedInputs \(codes)")
    let cases =
      draw.repeatedAddCases(codes, count: 60) + draw.repeatedMultiplyCases(codes, count: 60)
    let report = try KernelOracle.compare(cases, "ADD and MUL \(codes), repeated")
    #expect(report.codes(.builtin) == report.codes(.reference))
    #expect(report.codes(.builtin) > 100 * 69)
    // Else nothing was told apart.
    let told = cases.filter { $0.expected["builtin"]?.codes != $0.expected["reference"]?.codes }
    #expect(!told.isEmpty, "\(Seed.note)")
  }

  @Test func quantizeBytes() throws {
    var draw = GridDraw(for: "quantizeBytes")
    let pairs: [GridDraw.Types] = [
      (.int8, .int8), (.int8, .int8), (.uint8, .uint8), (.int8, .uint8), (.uint8, .int8),
    ]
    let cases = draw.quantizeCases(pairs, count: 100)
    let report = try KernelOracle.compare(cases, "QUANTIZE 8 to 8")
    #expect(report.codes(.reference) == 100 * 263)
    #expect(report.codes(.builtin) == 100 * 263)
    #expect(report.codes(.default) == (100 - report.aborts(.default)) * 263)
    #expect(report.delegated(.default) > 10, "\(Seed.note)")
    #expect(report.aborts(.default) > 0, "\(Seed.note)")
  }

  @Test func quantizeWords() throws {
    var draw = GridDraw(for: "quantizeWords")
    let pairs: [GridDraw.Types] = [
      (.int8, .int16), (.uint8, .int16), (.int16, .int8), (.int16, .int16),
    ]
    let report = try KernelOracle.compare(
      draw.quantizeCases(pairs, count: 40), "QUANTIZE to and from 16")
    #expect(report.codes(.reference) > 20 * 263)
    #expect(report.delegated(.default) == 0)
  }

  /// The draw reaches what it is for: the delegate takes most models, and leaves some.
  private func expectAllPaths(_ report: KernelOracle.Report, count: Int) throws {
    #expect(report.codes(.reference) > count * 256)
    #expect(report.codes(.builtin) == report.codes(.reference))
    #expect(report.delegated(.default) > count / 8, "\(Seed.note)")
    #expect(report.delegated(.default) < count, "\(Seed.note)")
  }
}
