// The words for a file whose tables point at things that are not there.
extension ModelError {
  private static let exportAgain = "Export the model again: one table contradicts another."

  /// `what` is the thing that the index should name: "tensor", "buffer", "operator code".
  static func noSuch(_ what: String, _ index: Int64, of count: Int, at place: Place) -> Self {
    let have = count == 0 ? "there are none" : "there are \(count), numbered from 0"
    return Self(
      code: .indexOutOfRange, what: "\(what) \(index) does not exist; \(have)", place: place,
      remedy: exportAgain)
  }

  static func noSuchExternalBuffer(_ id: UInt32, at place: Place) -> Self {
    Self(
      code: .indexOutOfRange, what: "no external buffer has the id \(id)", place: place,
      remedy: exportAgain)
  }

  static func rangeOutOfFile(offset: UInt64, size: UInt64, count: Int, at place: Place) -> Self {
    Self(
      code: .rangeOutOfFile,
      what: "data of \(size) bytes from byte \(offset) leaves the file, which has \(count) bytes",
      place: place,
      remedy: "The file was cut short, or its data was left behind: copy or export it again.")
  }
}
