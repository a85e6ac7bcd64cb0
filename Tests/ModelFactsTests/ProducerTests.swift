import ModelFacts
import ModelFormat
import TestSupport
import Testing

@Suite struct ProducerTests {
  private func site(_ change: (inout ConvThenHardSwish) -> Void = { _ in }) throws -> HardSwishSite
  {
    var source = ConvThenHardSwish()
    change(&source)
    return try #require(HardSwishSurvey(try source.model()).entries.first?.site)
  }

  /// Python: `[numpy.float64(numpy.float32(0.02)) * w / numpy.float64(numpy.float32(0.05))
  /// for w in (0.5, 0.25)]`, NumPy 2.4.
  @Test func multipliersAreDoubleProductsOfTheFloats() throws {
    #expect(
      try site().producer?.multipliers == [0.19999999254941953, 0.09999999627470976])
    #expect(try site().producer?.largestMultiplier == 0.19999999254941953)
  }

  @Test func walksBackThroughOperatorsThatOnlyMoveData() throws {
    let site = try site { $0.between = "{opcode_index: 2, inputs: [3, 6], outputs: [5]}," }
    #expect(site.producer?.matrix.op.index == 0)
    #expect(site.producer?.through.map(\.builtin) == [.reshape])
    #expect(site.producer?.output?.tensor.name?.text == "y")
    #expect(site.input?.tensor.name?.text == "moved")
  }

  @Test func stopsAtACycleOfDataMovement() throws {
    // RESHAPE reads what it writes; the HARD_SWISH reads it too.
    let site = try site { $0.between = "{opcode_index: 2, inputs: [5, 6], outputs: [5]}," }
    #expect(site.producer == nil)
  }

  @Test func findsFloat16WeightsBehindTheirDequantize() throws {
    let file = try ModelFile.open(FilePath(Places.fixture("digits_float16")))
    let sites = HardSwishSurvey(Model(file: file)).entries.map(\.site)
    #expect(sites.count == 11)
    #expect(sites.allSatisfy { $0.producer?.weights?.tensor.type == .float16 })
  }

  @Test func transposeConvReadsItsInputThird() throws {
    let site = try site {
      $0.op = "TRANSPOSE_CONV"
      $0.inputs = "[6, 1, 0, 2]"
    }
    #expect(site.producer?.input?.tensor.name?.text == "x")
    #expect(site.producer?.weights?.tensor.name?.text == "w")
    #expect(site.producer?.bias?.tensor.name?.text == "b")
  }

  @Test(arguments: [(false, 3), (true, 2)])
  func batchMatmulChannelsFollowItsOrder(isAdjoint: Bool, axis: Int) throws {
    let site = try site {
      $0.op = "BATCH_MATMUL"
      $0.inputs = "[0, 1]"
      $0.between = ""
    }
    // The options decide: flatc writes them with the operator.
    var source = ConvThenHardSwish()
    (source.op, source.inputs) = ("BATCH_MATMUL", "[0, 1]")
    let options =
      #"builtin_options_type: "BatchMatMulOptions", builtin_options: {adj_y: \#(isAdjoint)},"#
    let json = source.json.replacing("{opcode_index: 0,", with: "{opcode_index: 0, \(options)")
    let model = Model(file: try ModelFile(bytes: try Flatc.model(json)))
    let producer = try #require(HardSwishSurvey(model).entries.first?.site.producer)
    #expect(producer.matrix.channelAxis == axis)
    #expect(site.producer?.matrix.channelAxis == 3)
  }
}
