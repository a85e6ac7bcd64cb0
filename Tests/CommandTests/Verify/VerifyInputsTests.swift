import Foundation
import TestSupport
import Testing

/// Inputs from a file, written by numpy.
@Suite struct VerifyInputsTests {
  private static let a = Places.fixture("digits_int8")
  private static let b = Places.fixture("digits_float32")

  /// Runs numpy to make the file, and the tool on it.
  private func run(
    _ arrays: String, _ a: String = Self.a, _ b: String = Self.b, _ options: String...
  ) throws -> Outcome {
    try Places.withTemporaryFolder { folder in
      let file = folder.appending(path: "inputs.npz").path
      let made = try Oracle.python(
        ["-c", "import numpy as np, sys; r = np.random.default_rng(3); \(arrays)", file])
      try #require(made.status == 0, "\(made.errorText)")
      let all = ["--inputs", file, "--format", "json", "--tolerance-codes", "100"]
      return try Verify.run(a, b, all + options)
    }
  }

  @Test(arguments: [
    ("samples along the first dimension", "image=r.random((7, 8, 8, 1))", 7),
    ("one sample", "image=r.random((1, 8, 8, 1)).astype('f4')", 1),
    ("whole inputs along one more dimension", "image=r.random((5, 1, 8, 8, 1)).astype('f2')", 5),
    ("by the tensor's name", "**{'serving_default_image:0': r.random((2, 8, 8, 1))}", 2),
    ("without a name", "r.random((3, 8, 8, 1))", 3),
    ("the only array, of any name", "picture=r.random((3, 8, 8, 1))", 3),
    ("beside other arrays", "labels=np.zeros(9), image=r.random((3, 8, 8, 1))", 3),
    ("codes", "image=r.integers(-128, 128, (4, 8, 8, 1)).astype('i1')", 4),
    ("in Fortran's order", "image=np.asfortranarray(r.random((4, 8, 8, 1)))", 4),
    ("in the other byte order", "image=r.random((4, 8, 8, 1)).astype('>f4')", 4),
  ])
  func takes(what: String, arrays: String, runs: Int) throws {
    let outcome = try run("np.savez(sys.argv[1], \(arrays))")
    #expect(outcome.status == 0, "\(what): \(outcome.errorText)")
    let document = try outcome.document()
    #expect(document["runs"] as? Int == runs, "\(what)")
    #expect(document["seed"] is NSNull)
    #expect(try Verify.figures(document)["elements"] as? Int == runs * 10, "\(what)")
  }

  @Test func runsLimitsTheSamples() throws {
    let outcome = try run(
      "np.savez(sys.argv[1], image=r.random((7, 8, 8, 1)))", Self.a, Self.b, "--runs", "2")
    #expect(try outcome.document()["runs"] as? Int == 2)
  }

  @Test(arguments: [
    (
      "no such name", "x = np.zeros((1, 8, 8, 1)); np.savez(sys.argv[1], one=x, other=x)",
      "it has 'one', 'other'"
    ),
    ("another shape", "np.savez(sys.argv[1], image=np.zeros((8, 9)))", "it must be [1, 8, 8, 1]"),
    ("no samples", "np.savez(sys.argv[1], image=np.zeros((0, 8, 8, 1)))", "hold no sample"),
    (
      "another type", "np.savez(sys.argv[1], image=np.zeros((1, 8, 8, 1), 'i4'))",
      "has type int32; it must be float, int8 or uint8"
    ),
    (
      "NaN for codes", "np.savez(sys.argv[1], image=np.full((1, 8, 8, 1), np.nan))",
      "not finite"
    ),
    ("objects", "np.savez(sys.argv[1], image=np.array([{}]))", "holds Python objects"),
    ("another shape in NPY", "np.save(open(sys.argv[1], 'wb'), np.zeros(4))", "has the shape [4]"),
    ("no NPZ file", "open(sys.argv[1], 'w').write('nothing')", "unusable inputs"),
    ("no file", "pass", "the file does not exist"),
    (
      "hostile names", #"np.savez(sys.argv[1], **{'\x1b[31m': np.zeros(1)})"#, #"'\x1b[31m'"#
    ),
  ])
  func refuses(what: String, script: String, message: String) throws {
    let outcome = try run(script, Self.a, Self.a)
    #expect(outcome.status == 3, "\(what)")
    #expect(outcome.errorText.contains(message), "\(what): \(outcome.errorText)")
    #expect(outcome.errorText.contains("[inputs-unusable]"), "\(what)")
    let error = try outcome.document()["error"] as? [String: Any]
    #expect(error?["code"] as? String == "inputs-unusable", "\(what)")
  }

  /// What the file says of its sizes is nobody's promise: 2 GB of memory are all there is.
  @Test(arguments: [
    (
      "a header with a huge shape",
      "h = io.BytesIO(); np.lib.format.write_array_header_1_0(h, {'descr': '<f8', "
        + "'fortran_order': False, 'shape': (1 << 40, 8, 8, 1)}); z.writestr('image.npy', h.getvalue())",
      "ends before its last sample"
    ),
    (
      "a huge array in Fortran's order",
      "h = io.BytesIO(); np.lib.format.write_array_header_1_0(h, {'descr': '<f8', "
        + "'fortran_order': True, 'shape': (1 << 40, 8, 8, 1)}); z.writestr('image.npy', h.getvalue())",
      "Fortran's order"
    ),
    ("garbage for an array", "z.writestr('image.npy', bytes(range(256)) * 100)", "array 'image'"),
    ("an empty array", "z.writestr('image.npy', b'')", "array 'image'"),
    (
      "a damaged stream",
      "z.writestr('image.npy', b'x' * 100); z.close(); d = bytearray(open(sys.argv[1], 'rb').read()); "
        + "d[39:45] = b'!!!!!!'; open(sys.argv[1], 'wb').write(d)", "array 'image'"
    ),
  ])
  func aHostileFileIsAnError(what: String, script: String, message: String) throws {
    let outcome = try run(
      "import io, zipfile, resource; "
        + "z = zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED); \(script); z.close()")
    #expect(outcome.status == 3, "\(what)")
    #expect(outcome.errorText.contains("[inputs-unusable]"), "\(what): \(outcome.errorText)")
    #expect(outcome.errorText.contains(message), "\(what): \(outcome.errorText)")
  }

  /// 4 GB of zeros in 4 MB; one sample of 512 bytes at a time is in memory.
  @Test func samplesThatWouldNotFitIntoMemoryAreRead() throws {
    try Places.withTemporaryFolder { folder in
      let file = folder.appending(path: "bomb.npz").path
      let made = try Oracle.python([
        "-c",
        """
        import io, sys, zipfile, numpy as np
        header = io.BytesIO()
        np.lib.format.write_array_header_1_0(header, {
            'descr': '<f8', 'fortran_order': False, 'shape': (1 << 23, 8, 8, 1)})
        with zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED, compresslevel=1) as z:
            with z.open('image.npy', 'w', force_zip64=True) as member:
                member.write(header.getvalue())
                for _ in range(256):
                    member.write(bytes(1 << 24))
        """, file,
      ])
      try #require(made.status == 0, "\(made.errorText)")
      let outcome = try Shell.run(
        "ulimit -v 4000000; exec \"$TFLENS\" verify '\(Self.a)' '\(Self.a)' --inputs '\(file)' "
          + "--runs 3 --python '\(Places.python.path)'", in: folder)
      #expect(outcome.status == 0, "\(outcome.errorText)")
    }
  }
}
