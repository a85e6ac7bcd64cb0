import Foundation
import TestSupport
import Testing

/// Models that hold the same numbers differently, and numbers that are none.
@Suite struct VerifyGridTests {
  private typealias Pairs = ModelPairs

  @Test func uint8IsInt8ShiftedBy128() throws {
    let signed = try Pairs.chain(
      ["RELU"], [Pairs.tensor("x", "INT8", (0.25, -3)), Pairs.tensor("y", "INT8", (0.25, -3))])
    let unsigned = try Pairs.chain(
      ["RELU"], [Pairs.tensor("x", "UINT8", (0.25, 125)), Pairs.tensor("y", "UINT8", (0.25, 125))])
    try Pairs.withFiles(signed, unsigned) {
      let document = try Verify.document($0.path, $1.path)
      let inputs = document["inputs"] as? [[String: Any]]
      #expect(inputs?.first?["given"] as? String == "same-real-numbers")
      #expect(try Verify.figures(document)["max_codes"] as? Int == 0)
      let text = try Verify.run($0.path, $1.path).text
      #expect(
        text.contains(
          "x: INT8 in the reference, UINT8 in the candidate; both get the same real numbers"))
      try Verify.compare($0.path, $1.path, kernels: "reference")
    }
  }

  /// With QUANTIZE and DEQUANTIZE at its ends, a model takes and gives floats.
  @Test(arguments: [true, false])
  func floatEndsChangeNothing(areInTheFirst: Bool) throws {
    let grid = (0.1, 5)
    let bare = try Pairs.chain(
      ["RELU"], [Pairs.tensor("x", "INT8", grid), Pairs.tensor("y", "INT8", grid)])
    let ends = try Pairs.chain(
      ["QUANTIZE", "RELU", "DEQUANTIZE"],
      [
        Pairs.tensor("x"), Pairs.tensor("q", "INT8", grid), Pairs.tensor("r", "INT8", grid),
        Pairs.tensor("y"),
      ])
    try Pairs.withFiles(areInTheFirst ? ends : bare, areInTheFirst ? bare : ends) {
      let document = try Verify.document($0.path, $1.path, "--runs", "64")
      #expect(try Verify.figures(document)["equal_fraction"] as? Int == 1)
      #expect(try Verify.figures(document)["max_codes"] as? Int == 0)
    }
  }

  @Test func theCoarserGridCounts() throws {
    let input = Pairs.tensor("x", "INT8", (0.25, 0))
    let fine = try Pairs.chain(["RELU"], [input, Pairs.tensor("y", "INT8", (0.25, -128))])
    let coarse = try Pairs.chain(["RELU"], [input, Pairs.tensor("y", "INT8", (0.7, -128))])
    try Pairs.withFiles(fine, coarse) {
      try Verify.compare($0.path, $1.path, kernels: "reference")
      try Verify.compare($1.path, $0.path, kernels: "reference")
      // Two steps of 0.25 are 0.714 steps of 0.7.
      for (tolerance, status) in [("0.72", Int32(0)), ("0.71", 1)] {
        let options = ["--runs", "64", "--tolerance-codes", tolerance]
        #expect(try Verify.run($0.path, $1.path, options).status == status)
      }
    }
  }

  @Test func nanOnOneSideIsNeverWithinATolerance() throws {
    let tensors = [Pairs.tensor("x"), Pairs.tensor("c", buffer: 1), Pairs.tensor("y")]
    let sound = try Pairs.adding(tensors, constant: Pairs.bytes(1, 2, 3, 4))
    let sick = try Pairs.adding(tensors, constant: Pairs.bytes(1, .nan, 3, .infinity))
    try Pairs.withFiles(sound, sick) {
      let document = try Verify.document($0.path, $1.path, "--tolerance", "1e300", status: 1)
      let figures = try Verify.figures(document)
      #expect(figures["max_abs"] as? String == "NaN")
      #expect(figures["equal_fraction"] as? Double == 0.5)
      #expect(figures["cosine"] as? String == "NaN")
      #expect(try Verify.run($0.path, $1.path).text.contains("by up to NaN (--tolerance 0)"))
      try Verify.compare($0.path, $1.path, kernels: "reference")
      // The same NaN and the same infinity on both sides are the same answer.
      #expect(try Verify.figures(Verify.document($1.path, $1.path))["max_abs"] as? Int == 0)
      let same = try Verify.run($1.path, $1.path).text
      #expect(same.contains("PASS: outputs identical to \($1.path), but they contain NaN\n"))
      #expect(try !Verify.run($0.path, $0.path).text.contains("NaN"))
    }
  }

  @Test func aVectorOfZerosHasNoDirection() throws {
    let grid = (0.5, 0)
    let model = try Pairs.chain(
      ["RELU"], [Pairs.tensor("x", "INT8", grid), Pairs.tensor("y", "INT8", (0.5, 127))])
    try Pairs.withFiles(model, model) {
      let figures = try Verify.figures(Verify.document($0.path, $1.path))
      #expect(figures["cosine"] is NSNull)
    }
  }

  @Test func plainIntegersAreToldApartAsTheyAre() throws {
    func model(_ constant: UInt8) throws -> Data {
      try Pairs.adding(
        [
          Pairs.tensor("x", "INT32", shape: "[1]"),
          Pairs.tensor("c", "INT32", shape: "[1]", buffer: 1),
          Pairs.tensor("y", "INT32", shape: "[1]"),
        ], constant: [constant, 0, 0, 0x80])
    }
    try Pairs.withFiles(model(3), model(8)) {
      let figures = try Verify.figures(Verify.document($0.path, $1.path, status: 1))
      #expect(figures["max_codes"] as? Int == 5)
      #expect(figures["max_abs"] as? Int == 5)
    }
  }
}
