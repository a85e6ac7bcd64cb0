import Foundation
import TestSupport
import Testing

/// An archive behind a model reads the same behind the rewritten one, in Python's zipfile.
@Suite struct RewriteZipTests {
  /// How the archive `ARCHIVE` comes to stand behind `m.tflite`.
  struct Case: CustomTestStringConvertible {
    let testDescription, python: String
    var error: String?

    init(_ why: String, _ python: String, error: String? = nil) {
      (testDescription, self.python, self.error) = (why, python, error)
    }
  }

  static let cases = [
    Case(
      "offsets from the file's start, as the metadata writer has them",
      "with zipfile.ZipFile('m.tflite', 'a') as z: fill(z)"),
    Case(
      "offsets from the archive's own start",
      """
      with zipfile.ZipFile('a.zip', 'w') as z: fill(z)
      open('m.tflite', 'ab').write(open('a.zip', 'rb').read())
      """),
    Case(
      "a comment that looks like another end",
      """
      with zipfile.ZipFile('m.tflite', 'a') as z:
          fill(z)
          z.comment = b'PK\\5\\6' + bytes(30)
      """),
    Case(
      "no file in it",
      "with zipfile.ZipFile('m.tflite', 'a') as z: pass"),
    Case(
      "the form for large archives",
      """
      zipfile.ZIP64_LIMIT = 1
      with zipfile.ZipFile('m.tflite', 'a') as z: fill(z)
      """, error: "[zip-not-movable]"),
    Case(
      "a list of files that is damaged",
      """
      with zipfile.ZipFile('m.tflite', 'a') as z: fill(z)
      data = bytearray(open('m.tflite', 'rb').read())
      data[data.rfind(b'PK\\1\\2')] = 0
      open('m.tflite', 'wb').write(data)
      """, error: "[zip-not-movable]"),
  ]

  private static let prelude = """
    import zipfile
    def fill(z):
        z.writestr('labels.txt', 'cat\\ndog\\n' * 500, zipfile.ZIP_DEFLATED)
        z.writestr('folder/a name', bytes(range(256)))
    """

  @Test(arguments: cases) func theArchiveReadsTheSame(_ c: Case) throws {
    try Places.withTemporaryFolder { folder in
      try Data("\(Self.prelude)\n\(c.python)\n".utf8).write(to: folder.appending(path: "make.py"))
      let check = """
        import zipfile
        a, b = (zipfile.ZipFile(n) for n in ('m.tflite', 'b.tflite'))
        assert a.namelist() == b.namelist() and b.testzip() is None and a.comment == b.comment
        assert all(a.read(n) == b.read(n) for n in a.namelist())
        """
      try Data(check.utf8).write(to: folder.appending(path: "check.py"))
      let outcome = try Shell.run(
        """
        cp "\(Places.fixture("digits_int8"))" m.tflite
        "\(Places.python.path)" make.py || exit 1
        "$TFLENS" rewrite m.tflite -o b.tflite > /dev/null || exit 3
        test $(stat -c %s b.tflite) != $(stat -c %s m.tflite) || exit 4
        "\(Places.python.path)" check.py
        """, in: folder)
      if let error = c.error {
        #expect(outcome.status == 3)
        #expect(outcome.errorText.contains(error))
      } else {
        #expect(outcome.status == 0, "\(outcome.errorText)")
      }
    }
  }
}
