/// Why something is left alone, in words.
struct Reason: Error {
  let words: String
  init(_ words: String) { self.words = words }
}
