internal import Glibc

// The words for a model that cannot be rewritten, or not put where it should go.
extension ModelError {
  /// How many places are named; a newer converter may add a field to every tensor.
  private static let shownPlaces = 20

  static func unknownFields(_ places: [String]) -> Self {
    let shown = places.prefix(shownPlaces).joined(separator: ", ")
    let more = places.count > shownPlaces ? ", and \(places.count - shownPlaces) more" : ""
    return Self(
      code: .unknownFields, what: "fields newer than the schema would be lost: \(shown)\(more)",
      place: Place(), remedy: "Rewrite it without them: --drop-unknown-fields.")
  }

  static func wouldGrow(_ count: Int, from old: Int) -> Self {
    Self(
      code: .wouldGrow,
      what: "the new file would have \(count) bytes, from \(old): parts of this file overlap, and "
        + "would be written apart", place: Place(),
      remedy: "Export the model again: no converter writes parts that overlap.")
  }

  static func tablesTooLarge(_ count: Int, allowed: Int) -> Self {
    Self(
      code: .tablesTooLarge,
      what: "the tables take \(count) bytes; they must take at most \(allowed)", place: Place(),
      remedy: "Data can stand outside the tables, tables cannot: split the model.")
  }

  static func zipNotMovable(_ reason: String) -> Self {
    Self(
      code: .zipNotMovable, what: "the zip archive behind the model cannot be moved: \(reason)",
      place: Place(), remedy: "Take the archive out with `zip -d`, then add its files again.")
  }

  static func outputIsTheModel() -> Self {
    Self(
      code: .outputIsTheModel, what: "this is the model that is being read", place: Place(),
      remedy: "Name another file; rename it afterwards.")
  }

  static func outputExists() -> Self {
    Self(
      code: .outputExists, what: "there is such a file already", place: Place(),
      remedy: "Name another file, or replace this one: --force.")
  }

  static func notWritable(_ reason: String) -> Self {
    Self(
      code: .notWritable, what: "the file cannot be written: \(reason)", place: Place(),
      remedy: "Check the folder, its permissions and the room on its disk.")
  }

  static func notWritable(reason: Int32) -> Self {
    notWritable(strerror(reason).map { String(cString: $0) } ?? "error \(reason)")
  }

  static func interrupted() -> Self {
    Self(
      code: .interrupted, what: "the writing was interrupted", place: Place(),
      remedy: "Nothing was written; start it again.")
  }
}
