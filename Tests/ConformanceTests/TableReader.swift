import Foundation
import TestSupport
import Testing

/// A program that reads lookup tables, of those that users have: each with our file and nothing else
/// of ours.
enum TableReader: String, CaseIterable {
  /// The name of the table's format, as `--table` takes it.
  case csv, c, memh, npy

  /// What the program read: the type of the elements, where the format has one, and the codes.
  struct Table: Equatable {
    let type: String
    let codes: [Int]
  }

  /// Reads the table of one operator with the program for the format.
  func read(_ file: URL, op: Int, isSigned: Bool) throws -> Table {
    let lines =
      switch self {
      case .csv: try python(Self.csvProgram, file)
      case .npy: try python(Self.npyProgram, file)
      case .c: try compiled(file, op)
      case .memh: try simulated(file, isSigned)
      }
    return Table(
      type: lines.first.map(String.init) ?? "", codes: lines.dropFirst().compactMap { Int($0) })
  }

  // The columns are checked here: any gap or another order ends the program with an error.
  private static let csvProgram = """
    import csv, sys
    rows = list(csv.DictReader(open(sys.argv[1], newline="")))
    assert list(rows[0]) == ["index", "input_code", "output_code"], rows[0]
    lowest = int(rows[0]["input_code"])
    assert [int(r["index"]) for r in rows] == list(range(256))
    assert [int(r["input_code"]) for r in rows] == list(range(lowest, lowest + 256))
    print({-128: "int8", 0: "uint8"}[lowest], *(r["output_code"] for r in rows), sep="\\n")
    """

  private static let npyProgram = """
    import numpy, sys
    table = numpy.load(sys.argv[1])
    assert table.shape == (256,), table.shape
    print(table.dtype, *table, sep="\\n")
    """

  private func python(_ program: String, _ file: URL) throws -> [Substring] {
    try #require(
      FileManager.default.isExecutableFile(atPath: Places.python.path),
      "the tables are read with numpy: run `make test`")
    return try lines(Program.run(Places.python, ["-c", program, file.path]))
  }

  /// The array as a C compiler sees it.
  private func compiled(_ file: URL, _ op: Int) throws -> [Substring] {
    let program = """
      #include "\(file.path)"
      #include <stdio.h>
      _Static_assert(sizeof hard_swish_\(op) == 256, "256 bytes");
      int main(void) {
        puts(_Generic(&hard_swish_\(op)[0], const int8_t *: "int8", const uint8_t *: "uint8"));
        for (int i = 0; i < 256; i++) printf("%d\\n", hard_swish_\(op)[i]);
        return 0;
      }
      """
    return try Places.withTemporaryFolder { folder in
      let (source, executable) = (folder.appending(path: "t.c"), folder.appending(path: "t"))
      try Data(program.utf8).write(to: source)
      let flags = ["-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror"]
      _ = try lines(
        Program.run(Self.tool("cc"), flags + [source.path, "-o", executable.path]))
      return try lines(Program.run(executable, []))
    }
  }

  /// The memory as a Verilog simulator fills it.
  private func simulated(_ file: URL, _ isSigned: Bool) throws -> [Substring] {
    let program = """
      module read;
        reg \(isSigned ? "signed " : "")[7:0] mem [0:255];
        integer i;
        initial begin
          $readmemh("\(file.path)", mem);
          $display("\(isSigned ? "int8" : "uint8")");
          for (i = 0; i < 256; i = i + 1) $display("%0d", mem[i]);
        end
      endmodule
      """
    return try Places.withTemporaryFolder { folder in
      let (source, compiled) = (folder.appending(path: "t.v"), folder.appending(path: "t.vvp"))
      try Data(program.utf8).write(to: source)
      _ = try lines(Program.run(Self.tool("iverilog"), ["-o", compiled.path, source.path]))
      return try lines(Program.run(Self.tool("vvp"), ["-n", compiled.path]))
    }
  }

  private static func tool(_ name: String) throws -> URL {
    try #require(Program.find(name), "\(name) is missing; `make test` installs it")
  }

  /// What a program printed, once it ended well and had nothing to complain of.
  private func lines(_ outcome: Outcome) throws -> [Substring] {
    try #require(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errorText)")
    return outcome.text.split(separator: "\n")
  }
}
