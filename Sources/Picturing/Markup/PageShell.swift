internal import Reporting

/// What every page has around its content: the head, a link past the header, and the footer.
///
/// The page asks for nothing: its policy names the hashes of its own style sheet and script, so that the
/// browser would run no other script and load no file, whatever stands in a model.
package struct PageShell {
  let title: String
  /// What the footer says of the page's origin.
  let origin: String

  /// The shell of a page.
  package init(title: String, origin: String) { (self.title, self.origin) = (title, origin) }

  /// Writes a page with this content.
  package func write(to page: MarkupWriter, content: () throws -> Void) rethrows {
    page.doctype()
    page.newline()
    try page.element("html", .of(.lang, "en")) {
      page.element("head") { writeHead(to: page) }
      page.newline()
      try page.element("body") {
        page.element("a", .style("skip"), .link(to: Anchor("content")), text: "Skip to the content")
        try page.element("main", .id(Anchor("content"))) { try content() }
        page.newline()
        page.element("footer") {
          page.element("p", text: "\(origin) tflens \(ToolVersion.current).")
        }
        page.asset(.script)
      }
    }
    page.newline()
  }

  private func writeHead(to page: MarkupWriter) {
    page.shape("meta", .of(.charset, "utf-8"))
    let policy =
      "default-src 'none'; style-src \(PageAsset.styleSheet.policySource); "
      + "script-src \(PageAsset.script.policySource); base-uri 'none'; form-action 'none'"
    page.shape(
      "meta", .of(.httpEquiv, "Content-Security-Policy"), .of(.content, policy))
    page.shape(
      "meta", .of(.name, "viewport"), .of(.content, "width=device-width, initial-scale=1"))
    page.shape("meta", .of(.name, "color-scheme"), .of(.content, "light dark"))
    page.element("title", text: title)
    page.newline()
    page.asset(.styleSheet)
  }
}
