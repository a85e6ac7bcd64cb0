import Foundation
import TestSupport
import Testing

/// Every case of the folder `Cases`; `BLESS=1 swift test` rewrites what is expected.
@Suite struct CommandCaseTests {
  private let isBlessing = ProcessInfo.processInfo.environment["BLESS"] == "1"

  @Test(arguments: CommandCase.names)
  func printsWhatItsFileHolds(name: String) throws {
    let this = try CommandCase(name: name)
    let outcome = try this.run()
    #expect(outcome.status == this.status)
    if isBlessing {
      try this.bless(outcome)
    } else {
      #expect(outcome.text == this.expected("out"))
      #expect(outcome.errorText == this.expected("err"))
    }
  }

  @Test func thereAreCases() {
    #expect(CommandCase.names.count > 30)
  }

  @Test func everyOutputBelongsToACommand() {
    // While outputs are being rewritten, some are not there yet.
    guard !isBlessing else { return }
    let commands = CommandCase.names
    #expect(CommandCase.files("out") == commands)
    #expect(Set(CommandCase.files("err")).isSubset(of: commands))
  }

  @Test func noOutputHoldsAnAbsolutePath() {
    let root = Places.project.path
    for name in CommandCase.names {
      for ending in ["out", "err"] {
        let text = (try? CommandCase(name: name).expected(ending)) ?? ""
        #expect(!text.contains(root), "\(name).\(ending)")
      }
    }
  }
}
