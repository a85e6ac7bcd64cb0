internal import ModelFormat

extension String {
  /// The text in Markdown: nothing in it ends a cell, begins a tag or link, or changes how text looks.
  package var escapedForMarkdown: String {
    escapedForDisplay.map { character in
      "|<>`*_[]\\".contains(character) ? "\\\(character)" : String(character)
    }.joined()
  }
}
