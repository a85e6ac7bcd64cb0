/// A list of something that tflens has, such as rules, in every form that it can be printed in.
public protocol Listing {
  /// Writes the form for people.
  func writeText(to text: TextWriter) throws
  /// Writes the JSON form.
  func writeJSON(to json: JSONWriter) throws
  /// Writes the page of `docs/`.
  func writeMarkdown(to output: OutputBuffer)
}
