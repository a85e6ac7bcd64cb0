/// Why something is left unchanged, in words.
struct Reason: Error {
  let words: String
  init(_ words: String) { self.words = words }
}
