import Foundation
import ModelFacts
import ModelFormat
import TestSupport
import Testing

@testable import Rewriting

/// Models with any byte changed: each pass changes them, leaves them alone or says why not.
@Suite struct RegridFaultTests {
  private static let passes: [any Pass] = [
    RequantizeHardSwish(.tight), RequantizeHardSwish(.symmetric), RequantizeHardSwish(.powerOfTwo),
    SetQuantization(.index(1), scale: 0.07, zeroPoint: -100),
    SetQuantization(.name("o"), scale: 0.07, zeroPoint: -100),
    SplitHardSwish(.strategy(.relu6Folded)),
  ]

  @Test func anyByteMayBeAnything() throws {
    let sound = try Flatc.model(RegridTests.convolution.json)
    var random = SeededGenerator(seed: 0xfa17)
    var (changed, refused) = (0, 0)
    for place in sound.indices {
      for pass in Self.passes {
        var bytes = sound
        bytes[place] ^= UInt8.random(in: 1...255, using: &random)
        guard let file = try? ModelFile(bytes: bytes),
          let edited = try? EditableModel(file, unknownFields: .drop)
        else { continue }
        var runner = PassRunner(edited)
        do {
          try runner.run(pass)
          changed += runner.steps.count
        } catch {
          #expect(error != .brokenByPass, "byte \(place)")
          refused += 1
        }
      }
    }
    #expect(changed > 1000 && refused > 20, "\(changed) changed, \(refused) refused")
  }

  /// Parameters that no converter writes, each in every tensor of the model.
  @Test(arguments: [
    "scale: [0], zero_point: [0]", "scale: [-0.5], zero_point: [0]", "scale: [], zero_point: []",
    "scale: [0.5], zero_point: []", "scale: [0.5, 0.5], zero_point: [0, 0]",
    "scale: [1e-45], zero_point: [0]", "scale: [3.4e38], zero_point: [0]",
    "scale: [nan], zero_point: [0]", "scale: [inf], zero_point: [0]",
    "scale: [0.5], zero_point: [9223372036854775807]",
    "scale: [0.5], zero_point: [-9223372036854775808]", "scale: [0.5], zero_point: [2147483647]",
    """
    scale: [0.5], zero_point: [0], details_type: "BlockwiseQuantization",
    details: {scales: 0, zero_points: -1, block_size: 0}
    """,
  ])
  func parametersMayBeAnything(parameters: String) throws {
    let model = RegridTests.convolution
    for place in model.tensors.indices {
      var odd = model
      odd.tensors[place].json.replace(
        /quantization: \{[^}]*\}/, with: "quantization: {\(parameters)}")
      let file = try ModelFile(bytes: Flatc.model(odd.json))
      for pass in Self.passes {
        var runner = PassRunner(try EditableModel(file))
        do throws(Diagnostic) { try runner.run(pass) } catch {
          #expect(error != .brokenByPass, "tensor \(place)")
        }
      }
    }
  }
}

extension Diagnostic {
  fileprivate static let brokenByPass = Diagnostic(.brokenByPass, "", fix: "")
}
