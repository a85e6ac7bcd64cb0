import Foundation
import TestSupport
import Testing

/// `rewrite --c-array` writes source that compilers read as the model.
@Suite struct CArrayOutputTests {
  private func run(_ script: String, on fixture: String = "digits_int8") throws -> Outcome {
    try Places.withTemporaryFolder { folder in
      try Shell.run(
        "cp \"$MODEL\" m.tflite\n\(script)", in: folder,
        environment: ["MODEL": Places.fixture(fixture)])
    }
  }

  /// The program says how the array is aligned, and prints its bytes.
  private static let reader = """
    cat > main.c <<'END'
    #include <stdint.h>
    #include <stdio.h>
    extern const unsigned char g_model[];
    extern const unsigned int g_model_len;
    int main(void) {
      fprintf(stderr, "aligned %d\\n", (uintptr_t)g_model % 16 == 0);
      return fwrite(g_model, 1, g_model_len, stdout) != g_model_len;
    }
    END
    """

  @Test(arguments: [
    ("digits_int8", "gcc -std=c11"), ("digits_int8", "gcc -std=c2x"),
    ("digits_int8", "g++ -std=c++11"), ("outside_tables", "g++ -std=c++20"),
    ("two_signatures", "gcc -std=c11"),
  ])
  func compilersReadTheModel(fixture: String, compiler: String) throws {
    let outcome = try run(
      """
      \(Self.reader)
      "$TFLENS" rewrite m.tflite -o model.inc --c-array g_model > report
      "$TFLENS" rewrite m.tflite -o new.tflite > report
      case "\(compiler)" in g++*) cp model.inc model.cc;; *) cp model.inc model.c;; esac
      gcc -c main.c -o main.o
      \(compiler) -Wall -Wextra -Wpedantic -Werror -c model.c* -o model.o && gcc main.o model.o -o main
      ./main > read && cmp read new.tflite && echo same
      """, on: fixture)
    #expect(outcome.text == "same\n", "\(outcome.errorText)")
    #expect(outcome.errorText == "aligned 1\n")
  }

  @Test func sourceBecomesAModelAgain() throws {
    let outcome = try run(
      """
      "$TFLENS" rewrite m.tflite -o a.tflite > report
      "$TFLENS" rewrite m.tflite -o a.h --c-array g_model > report
      "$TFLENS" rewrite a.h -o b.tflite > report; cmp a.tflite b.tflite && echo same model
      "$TFLENS" rewrite a.h -o b.h --c-array g_model > report; cmp a.h b.h && echo same source
      "$TFLENS" rewrite a.h -o c.cc --split-hard-swish --c-array my_model | head -1 | cut -d: -f1
      "$TFLENS" rewrite a.h -o c.tflite --split-hard-swish > report
      "$TFLENS" diff c.cc!my_model c.tflite
      """)
    #expect(
      outcome.text == """
        same model
        same source
        wrote c.cc
        c.cc!my_model -> c.tflite: no differences

        """)
    #expect(outcome.errorText.isEmpty)
  }

  @Test func neverWritesOverWhatItReads() throws {
    let outcome = try run(
      """
      xxd -i m.tflite > m.cc; cp m.cc old; "$PYTHON" -m zipfile -c app.zip m.tflite; cp app.zip zip
      "$TFLENS" rewrite m.cc -o m.cc --c-array g_model --force; echo status $?; cmp m.cc old
      "$TFLENS" rewrite app.zip -o app.zip --force; echo status $?; cmp app.zip zip
      "$TFLENS" rewrite m.tflite -o old --c-array g_model; echo status $?; cmp m.cc old
      trap '' XFSZ; ulimit -f 100
      "$TFLENS" rewrite m.cc -o new.cc --c-array g_model; echo status $?; ls -A
      """.replacing("\"$PYTHON\"", with: "\"\(Places.python.path)\""))
    #expect(
      outcome.text == """
        status 3
        status 3
        status 3
        status 3
        app.zip
        m.cc
        m.tflite
        old
        zip

        """)
    #expect(
      outcome.errorText.split(separator: "\n").filter { $0.hasPrefix("error") } == [
        "error: 'm.cc': the output is the model itself [output-is-the-model]",
        "error: 'app.zip': the output is the model itself [output-is-the-model]",
        "error: 'old': the file already exists [output-exists]",
        "error: 'new.cc': the file cannot be written: File too large [not-writable]",
      ])
  }

  @Test func aDryRunWritesNothing() throws {
    let outcome = try run(
      "\"$TFLENS\" rewrite m.tflite -o m.cc --c-array g_model --dry-run > /dev/null; ls -A")
    #expect(outcome.text == "m.tflite\n")
  }
}
