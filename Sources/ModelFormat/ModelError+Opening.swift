// The words for a file that is no model, or that cannot be had at all.
extension ModelError {
  private static let giveAModel = "Give the path of a .tflite file, or - for standard input."

  static func notFound() -> Self {
    Self(
      code: .notFound, what: "there is no such file", place: Place(),
      remedy: "Check the spelling and the folder.")
  }

  /// `reason` is the operating system's own words.
  static func notReadable(_ reason: String) -> Self {
    Self(
      code: .notReadable, what: "the file cannot be read: \(reason)", place: Place(),
      remedy: "Check its permissions and the disk it is on.")
  }

  static func isAFolder() -> Self {
    Self(
      code: .isAFolder, what: "this is a folder; it must be a file", place: Place(),
      remedy: "Name the model inside it.")
  }

  static func notAFile() -> Self {
    Self(
      code: .notAFile, what: "this is a terminal or a device; it must be a file or a pipe",
      place: Place(), remedy: giveAModel)
  }

  static func tooLarge(allowed: Int) -> Self {
    Self(
      code: .tooLarge,
      what: "more than \(allowed) bytes come through a pipe, which must fit in memory",
      place: Place(), remedy: "Save the model to a file and name that; files may be of any size.")
  }

  static func empty() -> Self {
    Self(
      code: .empty, what: "the file is empty; a model has at least 8 bytes", place: Place(),
      remedy: "Download or export it again.")
  }

  static func tooShort(_ count: Int) -> Self {
    Self(
      code: .notAModel, what: "the file has \(count) bytes; a model has at least 8",
      place: Place(), remedy: "Download or export it again.")
  }

  static func gitLFSPointer(size: String?) -> Self {
    let real = size.map { " to a file of \($0) bytes" } ?? ""
    return Self(
      code: .gitLFSPointer, what: "this is a Git LFS pointer\(real), not the model itself",
      place: Place(), remedy: "Run `git lfs pull` where it came from, then try again.")
  }

  /// `kind` is what the first bytes look like: "a zip archive".
  static func notAModel(looksLike kind: String, remedy: String) -> Self {
    Self(code: .notAModel, what: "this is \(kind), not a model", place: Place(), remedy: remedy)
  }

  static func wrongIdentifier(_ found: String) -> Self {
    Self(
      code: .notAModel, what: "the file identifier is \(found); it must be 'TFL3'",
      place: Place(byte: 4),
      remedy: "Make sure that this is a TensorFlow Lite model, and that it was copied whole.")
  }
}
