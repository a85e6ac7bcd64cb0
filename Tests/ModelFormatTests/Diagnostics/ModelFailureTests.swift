import Testing

@testable import ModelFormat

/// The words of every failure, whole.
@Suite struct ModelFailureTests {
  static let place = Place(["subgraphs[0].name"], byte: 0x1a4c)
  static let damaged = "The file is damaged or was cut short: copy, download or export it again."

  static let all: [(error: Diagnostic, text: String)] = [
    (
      .notFound(), "the file does not exist [not-found]\n  Check the spelling and the folder."
    ),
    (
      .notReadable("Permission denied"),
      """
      the file cannot be read: Permission denied [not-readable]
        Check its permissions and its disk.
      """
    ),
    (
      .isAFolder(),
      "this is a folder; it must be a file [is-a-folder]\n  Give the path of a model inside it."
    ),
    (
      .notAFile(),
      """
      this is a terminal or a device; it must be a file or a pipe [not-a-file]
        Give the path of a .tflite file, or pipe a model into standard input.
      """
    ),
    (
      .tooLarge(allowed: 2_147_483_648),
      """
      more than 2147483648 bytes come through a pipe; a model from a pipe must fit in memory [too-large]
        Save the model to a file, which can have any size, and give its path.
      """
    ),
    (
      .empty(),
      "the file is empty; a model has at least 8 bytes [empty]\n  Download or export it again."
    ),
    (
      .tooShort(7),
      "only 7 bytes; a model has at least 8 [not-a-model]\n  Download or export it again."
    ),
    (
      .gitLFSPointer(size: "123"),
      """
      this is a Git LFS pointer to a file of 123 bytes, not the model itself [git-lfs-pointer]
        Run `git lfs pull` in its repository, then try again.
      """
    ),
    (
      .gitLFSPointer(size: nil),
      """
      this is a Git LFS pointer, not the model itself [git-lfs-pointer]
        Run `git lfs pull` in its repository, then try again.
      """
    ),
    (
      .notAModel(looksLike: "a zip archive", fix: "Unpack it."),
      "this is a zip archive, not a model [not-a-model]\n  Unpack it."
    ),
    (
      .wrongIdentifier("'TFL2'"),
      """
      byte 4: the file identifier is 'TFL2'; it must be 'TFL3' [not-a-model]
        Make sure that this is a TensorFlow Lite model, and that it was copied whole.
      """
    ),
    (
      .truncated(end: 900, count: 640, at: place),
      """
      subgraphs[0].name (byte 6732): data extends to byte 900, but the file ends at byte 640 \
      [truncated]
        \(damaged)
      """
    ),
    (
      .tableBeyondReach(end: 2_147_483_700, allowed: 2_147_483_647, at: place),
      """
      subgraphs[0].name (byte 6732): a table or vector ends at byte 2147483700; tables must end \
      by byte 2147483647 [offset-out-of-range]
        \(damaged)
      """
    ),
    (
      .offsetOutOfRange(0, allowed: 2_147_483_647, at: Place(byte: 0)),
      """
      byte 0: the offset 0 points outside the tables; it must be 1 to 2147483647 [offset-out-of-range]
        \(damaged)
      """
    ),
    (
      .misaligned(size: 4, at: place),
      """
      subgraphs[0].name (byte 6732): a value of 4 bytes must start at a multiple of 4 [misaligned]
        \(damaged)
      """
    ),
    (
      .malformedTable("the size of a vtable", found: 3, allowed: 4, at: place),
      """
      subgraphs[0].name (byte 6732): the size of a vtable is 3; it must be at least 4 [malformed-table]
        \(damaged)
      """
    ),
    (
      .unterminatedString(found: 97, at: place),
      """
      subgraphs[0].name (byte 6732): the byte after a string is 97; it must be 0 \
      [unterminated-string]
        \(damaged)
      """
    ),
    (
      .unfoldsTooFar(allowed: 4096, at: place),
      """
      subgraphs[0].name (byte 6732): tables are shared so often that, copied for each use, they \
      exceed the 4096 bytes allowed [unfolds-too-far]
        No converter writes such a file. If you made it, give each use its own table.
      """
    ),
    (
      .cutWhileReading(count: 2_000_000),
      """
      the file became shorter than its 2000000 bytes while it was read [cut-while-reading]
        Try again when no other program writes to it.
      """
    ),
    (
      .noSuch("buffer", 41, of: 40, at: Place(["subgraph 0", "tensor 7 (weights)"], byte: 0x1a4c)),
      """
      subgraph 0 / tensor 7 (weights) (byte 6732): buffer 41 does not exist; there are 40, \
      with indices 0 to 39 [index-out-of-range]
        Export the model again: its tables are inconsistent.
      """
    ),
    (
      .noSuch("tensor", -2, of: 0, at: Place(["subgraph 1", "input 0"])),
      """
      subgraph 1 / input 0: tensor -2 does not exist; there are none [index-out-of-range]
        Export the model again: its tables are inconsistent.
      """
    ),
    (
      .noSuchExternalBuffer(9, at: Place(["subgraph 0", "tensor 1"])),
      """
      subgraph 0 / tensor 1: no external buffer has the id 9 [index-out-of-range]
        Export the model again: its tables are inconsistent.
      """
    ),
    (
      .rangeOutOfFile(offset: 5000, size: 16, count: 5008, at: Place(["buffer 3"])),
      """
      buffer 3: data of 16 bytes at byte 5000 extends past the end of the file, at byte 5008 \
      [range-out-of-file]
        The file was cut short, or copied without its data: copy or export it again.
      """
    ),
    (
      .unknownFields(["subgraphs[0].tensors[5] field 14"]),
      """
      fields newer than the schema would be lost: subgraphs[0].tensors[5] field 14 \
      [unknown-fields]
        Rewrite it without them, with --drop-unknown-fields.
      """
    ),
    (
      .unknownFields((0..<22).map { "buffers[\($0)] field 3" }),
      """
      fields newer than the schema would be lost: \
      \((0..<20).map { "buffers[\($0)] field 3" }.joined(separator: ", ")), and 2 more \
      [unknown-fields]
        Rewrite it without them, with --drop-unknown-fields.
      """
    ),
    (
      .tablesTooLarge(2_147_483_700, allowed: 2_147_483_647),
      """
      the tables take 2147483700 bytes; they must take at most 2147483647 [tables-too-large]
        Split the model into smaller ones.
      """
    ),
    (
      .zipNotMovable("its list of files is damaged"),
      """
      the appended zip archive cannot be moved: its list of files is damaged \
      [zip-not-movable]
        Remove the archive with `zip -d`, then add its files again.
      """
    ),
    (
      .wouldGrow(805_306_368, from: 248_048),
      """
      the file would grow from 248048 to 805306368 bytes, because overlapping parts of it would be \
      written separately [would-grow]
        Export the model again: no converter writes overlapping parts.
      """
    ),
    (
      .outputIsTheModel(),
      """
      the output is the model itself [output-is-the-model]
        Choose another output file.
      """
    ),
    (
      .outputExists(),
      """
      the file already exists [output-exists]
        Give another file, or replace this one with --force.
      """
    ),
    (
      .notWritable(SystemError(28)),
      """
      the file cannot be written: No space left on device [not-writable]
        Check the folder, its permissions and the free space on its disk.
      """
    ),
    (
      .interrupted(),
      "interrupted while writing [interrupted]\n  Nothing was written; run the command again."
    ),
  ]

  @Test(arguments: all.indices) func saysWhatWhereAndWhatNext(_ index: Int) {
    #expect(Self.all[index].error.description == Self.all[index].text)
  }

  /// What one changed byte of a model makes wrong in its root table; each was worked out by hand from the bytes.
  @Test(arguments: [
    (20, 24, "byte 20: a table's offset to its vtable is 24; it must be at most 20"),
    (8, 2, "byte 8: the size of a vtable is 2; it must be at least 4"),
    (8, 11, "byte 8: the size of a vtable is 11; it must be even"),
    (10, 3, "byte 10: the size of a table is 3; it must be at least 4"),
    (18, 3, "byte 18: the offset of a field in its table is 3; it must be at least 4"),
    (18, 8, "byte 18: the offset of a field in its table is 8; it must be at most 7"),
    (18, 6, "description (byte 26): the end of a field in its table is 10; it must be at most 8"),
  ])
  func saysWhichPartOfATableIsWrong(place: Int, value: UInt8, words: String) throws {
    var bytes: [UInt8] = [
      0x14, 0, 0, 0,  //           0: the root table is at 20
      0x54, 0x46, 0x4c, 0x33,  //  4: TFL3
      12, 0, 8, 0,  //             8: the vtable: its size, and the size of the table
      0, 0, 0, 0, 0, 0, 4, 0,  // 12: field 3 is at 4 in the table
      12, 0, 0, 0,  //            20: the table: its vtable is 12 before it
      4, 0, 0, 0,  //             24: field 3: the description, at 28
      2, 0, 0, 0,  //             28: its length
      0x68, 0x69, 0, 0,  //       32: hi
    ]
    bytes[place] = value
    let error = #expect(throws: Diagnostic.self) { try ModelFile(bytes: bytes) }
    let found = error?.description ?? ""
    #expect(found.hasPrefix("\(words) [malformed-table]\n"), "\(found)")
  }

  @Test func everyCodeHasWords() {
    #expect(Set(Self.all.map(\.error.code)) == Set(Diagnostic.Code.ofModels))
  }

  @Test func codesArePrintedAsTheyAre() {
    for code in Diagnostic.Code.ofModels {
      #expect(code.rawValue.allSatisfy { $0 == "-" || ("a"..."z").contains($0) })
    }
  }

  @Test func keepsToTheStyleOfMessages() {
    for (error, _) in Self.all {
      #expect(error.what.first?.isLowercase == true, "\(error.what)")
      #expect(error.what.last != ".", "\(error.what)")
      #expect(
        error.fix.first?.isUppercase == true && error.fix.last == ".", "\(error.fix)")
      #expect((error.what + error.fix).allSatisfy { $0.isASCII }, "\(error)")
    }
  }

  @Test func equalsByCode() {
    #expect(
      Diagnostic.noSuch("buffer", 1, of: 1, at: Place()) == .noSuchExternalBuffer(2, at: Place()))
    #expect(Diagnostic.empty() != .tooShort(1))
  }
}
