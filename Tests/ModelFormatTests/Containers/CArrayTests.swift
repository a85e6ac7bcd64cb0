import Foundation
import TestSupport
import Testing

@testable import ModelFormat

/// Arrays are read from C source as a compiler reads them.
@Suite struct CArrayTests {
  @Test(arguments: CArrayCase.all)
  func reads(_ c: CArrayCase) throws {
    let array = try CArray(inSource: Array(c.source.utf8), named: c.wanted)
    #expect(array.name == c.name)
    #expect(array.bytes == c.bytes)
  }

  @Test(arguments: CArrayFault.all)
  func rejects(_ fault: CArrayFault) throws {
    let failure = #expect(throws: Diagnostic.self) {
      try CArray(inSource: Array(fault.source.utf8), named: fault.wanted)
    }
    #expect(failure?.code.rawValue == fault.code)
    #expect(failure?.place.description == fault.place)
    #expect(failure?.what == fault.what)
  }

  @Test func namesASimilarArray() throws {
    let source = Array("uint8_t g_model[] = {1};\nuint8_t labels[] = {1};".utf8)
    let failure = #expect(throws: Diagnostic.self) {
      try CArray(inSource: source, named: "g_modle")
    }
    #expect(failure?.fix.hasPrefix("Did you mean 'g_model'? ") == true)
  }

  /// The compilers' bytes of each case are those of its table, and so ours.
  @Test func compilersReadTheSame() throws {
    try Places.withTemporaryFolder { folder in
      for (language, compiler, end) in [("c", "gcc", "c"), ("c++", "g++", "cc")] {
        let program = try #require(Program.find(compiler), "`make test` installs it")
        for c in CArrayCase.all where c.isC || language == "c++" {
          let source = folder.appending(path: "x.\(end)")
          // Headers come from the command line, so that the source begins the file.
          let text =
            "\(c.source)\nint main(void) { fwrite(\(c.name), 1, sizeof \(c.name), stdout); "
            + "return 0; }\n"
          try Data(text.utf8).write(to: source)
          let built = folder.appending(path: "x").path
          // The narrowing of 255 to char is an error in C++ only.
          let made = try Program.run(
            program,
            ["-x", language, "-include", "stdint.h", "-include", "stdio.h", source.path]
              + ["-o", built, "-Wno-narrowing", "-w"])
          try #require(made.status == 0, "\(c.testDescription): \(made.errorText)")
          let outcome = try Program.run(URL(filePath: built), [])
          #expect([UInt8](outcome.output) == c.bytes, "\(c.testDescription), \(compiler)")
        }
      }
    }
  }

  /// Cut anywhere, or with any byte changed, source gives an array or an error.
  @Test func damagedSourceIsAnErrorOrAnArray() {
    for c in CArrayCase.all {
      let source = Array(c.source.utf8)
      for place in source.indices {
        _ = try? CArray(inSource: Array(source[..<place]), named: c.wanted)
        for byte: UInt8 in [0, 0x22, 0x23, 0x27, 0x2f, 0x5b, 0x5c, 0x7b, 0x7d, 0xff] {
          var changed = source
          changed[place] = byte
          _ = try? CArray(inSource: changed, named: c.wanted)
        }
      }
    }
    // None of the above may trap, and this one is still read.
    #expect((try? CArray(inSource: Array("char x[] = {1};".utf8)))?.bytes == [1])
  }

  @Test(arguments: [
    ("g_model", true), ("_x9", true), ("X", true), ("", false), ("9x", false), ("a-b", false),
    ("a b", false), ("int", false), ("class", false), ("\u{fc}", false), ("x;", false),
  ])
  func knowsNames(name: String, isIdentifier: Bool) {
    #expect(CArray.isIdentifier(name) == isIdentifier)
  }

  @Test(arguments: [
    ("a/model.cc", true), ("MODEL.H", true), ("m.c", true), ("m.tflite", false), ("c", false),
    ("m.cc.tflite", false),
  ])
  func knowsFilesOfSource(name: String, isSource: Bool) {
    #expect(CArray.isSource(FilePath(name)) == isSource)
  }
}
