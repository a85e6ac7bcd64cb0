import Foundation
import TestSupport
import Testing

/// `hardswish --table` in each of its forms, on standard output and in a file.
@Suite struct LookupTableTests {
  private static let site = ["hardswish", "digits_int8.tflite", "--operator", "1"]

  private static func run(_ arguments: String...) throws -> Outcome {
    try Program.run(Places.program, site + arguments, in: Places.fixtures)
  }

  /// The table as the report has it.
  private static func table() throws -> [Int] {
    let outcome = try run("--tables", "--format", "json")
    let document = try JSONSerialization.jsonObject(with: outcome.output) as? [String: Any]
    let first = (document?["sites"] as? [[String: Any]])?.first
    let arithmetic = first?["arithmetic"] as? [String: Any]
    return try #require(arithmetic?["table"] as? [Int])
  }

  @Test func csvHoldsTheTable() throws {
    let lines = try Self.run("--table", "csv").text.split(separator: "\n").dropFirst()
    let rows = lines.map { $0.split(separator: ",").compactMap { Int($0) } }
    #expect(rows.map { $0.last } == (try Self.table()))
    #expect(rows.map { $0.dropLast() } == (0..<256).map { [$0, $0 - 128] })
  }

  @Test func memhHoldsTheTable() throws {
    let words = try Self.run("--table", "memh").text.split(separator: "\n")
      .filter { !$0.hasPrefix("//") }.flatMap { $0.split(separator: " ") }
    let codes = words.compactMap { UInt8($0, radix: 16) }.map { Int(Int8(bitPattern: $0)) }
    #expect(codes == (try Self.table()))
  }

  @Test func cHoldsTheTable() throws {
    try Places.withTemporaryFolder { folder in
      // What a C compiler reads is what counts.
      let header = try Self.run("--table", "c").text
      let name = try #require(header.firstMatch(of: #/int8_t (\w+)\[256\]/#)).1
      let program = """
        #include <stdint.h>
        #include <stdio.h>
        \(header)
        int main(void) { for (int i = 0; i < 256; i++) printf("%d\\n", \(name)[i]); }
        """
      try Data(program.utf8).write(to: folder.appending(path: "t.c"))
      let outcome = try Shell.run("clang -Wall -Werror t.c -o t && ./t", in: folder)
      #expect(outcome.errorText == "")
      #expect(outcome.text.split(separator: "\n").compactMap { Int($0) } == (try Self.table()))
    }
  }

  @Test func numpyReadsTheTable() throws {
    try Places.withTemporaryFolder { folder in
      let file = folder.appending(path: "t.npy").path
      #expect(try Self.run("--table", "npy", "--output", file).status == 0)
      let program = "import sys, numpy; t = numpy.load(sys.argv[1]); print(t.dtype, *t)"
      let outcome = try Oracle.python(["-c", program, file])
      let words = outcome.text.split(whereSeparator: \.isWhitespace)
      #expect(words.first == "int8")
      #expect(words.dropFirst().compactMap { Int($0) } == (try Self.table()))
    }
  }

  @Test(arguments: ["csv", "c", "memh", "npy"])
  func aFileGetsWhatStandardOutputGets(format: String) throws {
    try Places.withTemporaryFolder { folder in
      let file = folder.appending(path: "a table")
      try Data("what was there".utf8).write(to: file)
      let outcome = try Self.run("--table", format, "--output", file.path)
      #expect(outcome.status == 0)
      let written = try Data(contentsOf: file)
      #expect(
        outcome.text == "wrote \(file.path): \(written.count) bytes\n" && outcome.errors.isEmpty)
      #expect(try written == Self.run("--table", format).output)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a table"])
    }
  }

  @Test func neverWritesOverTheModel() throws {
    try Places.withTemporaryFolder { folder in
      let outcome = try Shell.run(
        """
        cp "$FIXTURES/digits_int8.tflite" m.tflite && ln -s m.tflite link
        "$TFLENS" hardswish m.tflite --operator 1 --table csv --output link; echo status $?
        cmp m.tflite "$FIXTURES/digits_int8.tflite" && ls
        """, in: folder, environment: ["FIXTURES": Places.fixtures.path])
      #expect(outcome.text == "status 3\nlink\nm.tflite\n")
      #expect(outcome.errorText.contains("the output is the model itself"))
    }
  }

  @Test func aFolderThatIsNotThereIsAnError() throws {
    let outcome = try Self.run("--table", "csv", "--output", "missing/t.csv")
    #expect(outcome.status == 3)
    #expect(
      outcome.errorText == """
        error: 'missing/t.csv': the file cannot be written: No such file or directory [not-writable]
          Check the folder, its permissions and the free space on its disk.

        """)
  }

  @Test func aTerminalIsSparedBinary() throws {
    let shown = try Shell.onTerminal(
      "\"$TFLENS\" \(Self.site.joined(separator: " ")) --table npy; echo status $?", columns: 100)
    #expect(shown.contains("npy is binary"))
    #expect(shown.hasSuffix("status 2\n"))
  }
}
