// The words for a file whose tables cannot be walked.
extension ModelError {
  private static let exportAgain =
    "The file is damaged or was cut short: copy, download or export it again."

  static func truncated(end: UInt64, count: UInt64, at place: Place) -> Self {
    Self(
      code: .truncated, what: "data up to byte \(end) is named, but the file ends at byte \(count)",
      place: place, remedy: exportAgain)
  }

  static func tableBeyondReach(end: UInt64, allowed: UInt64, at place: Place) -> Self {
    Self(
      code: .offsetOutOfRange,
      what: "a table or vector ends at byte \(end); tables must end by byte \(allowed)",
      place: place, remedy: exportAgain)
  }

  static func offsetOutOfRange(_ offset: UInt64, allowed: UInt64, at place: Place) -> Self {
    Self(
      code: .offsetOutOfRange,
      what: "the offset \(offset) leads nowhere; it must be 1 to \(allowed)",
      place: place, remedy: exportAgain)
  }

  static func misaligned(size: UInt64, at place: Place) -> Self {
    Self(
      code: .misaligned, what: "a value of \(size) bytes must start at a multiple of \(size)",
      place: place, remedy: exportAgain)
  }

  static func malformedTable(found: UInt64, allowed: UInt64, at place: Place) -> Self {
    Self(
      code: .malformedTable,
      what:
        "a table's list of fields contradicts itself: found \(found) where \(allowed) is the limit",
      place: place, remedy: exportAgain)
  }

  static func unterminatedString(found: UInt64, at place: Place) -> Self {
    Self(
      code: .unterminatedString, what: "a string ends with byte \(found); it must end with 0",
      place: place, remedy: exportAgain)
  }

  static func unfoldsTooFar(allowed: UInt64, at place: Place) -> Self {
    Self(
      code: .unfoldsTooFar,
      what: "tables are shared so often that they unfold to more than the \(allowed) bytes allowed",
      place: place,
      remedy: "No converter writes such a file. If you made it, give each use a table of its own.")
  }

  static func cutWhileReading(count: Int) -> Self {
    Self(
      code: .cutWhileReading,
      what: "the file became shorter than its \(count) bytes while it was read",
      place: Place(), remedy: "Try again when nothing writes to it any more.")
  }
}
