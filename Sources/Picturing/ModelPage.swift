internal import ModelFacts
internal import ModelFormat
internal import Reporting

/// The page about one model: one file, with everything in it.
package struct ModelPage {
  let picture: ModelPicture
  /// What is drawn of the graph; nil for one that is too large to be read.
  package let outline: GraphOutline?
  let change: ModelChange?

  /// A page about a model, and what a rewrite made of it.
  package init(_ picture: ModelPicture, change: ModelChange? = nil) {
    (self.picture, self.change) = (picture, change)
    outline = GraphOutline(picture.graphs)
  }

  /// The bytes of the page.
  ///
  /// - Parameter layout: where the nodes of `outline` are drawn; nil if Graphviz did not say.
  package func html(layout: GraphLayout?) -> [UInt8] {
    let page = MarkupWriter()
    let name = picture.path.fileName.escapedForDisplay.beginning(of: 200)
    PageShell(title: "\(name): tflens report", origin: "Made from \(name) by").write(to: page) {
      page.element("header") {
        page.element("h1") { page.element("bdi", text: name) }
        if let change { change.writeHeading(to: page) }
        writeContents(to: page)
      }
      SummarySection(picture: picture).write(to: page)
      if let change { ChangeSection(before: picture, change: change).write(to: page) }
      FindingsSection(picture: picture).write(to: page)
      SitesSection(picture: picture, rewritten: change?.sites ?? [:]).write(to: page)
      LayersSection(picture: picture).write(to: page)
      CostsSection(picture: picture).write(to: page)
      GraphSection(picture: picture, outline: outline, layout: layout).write(to: page)
    }
    return page.bytes
  }

  private func writeContents(to page: MarkupWriter) {
    var places: [(anchor: Anchor, words: String)] = [(Anchor("coverage"), "Targets")]
    if change != nil { places.append((Anchor("change"), "Before and after")) }
    places.append((Anchor("findings"), "Findings"))
    if !picture.survey.entries.isEmpty { places.append((Anchor("sites"), "HARD_SWISH")) }
    if !picture.layers.isEmpty { places.append((Anchor("layers"), "Weights")) }
    places += [(Anchor("operators"), "Operators"), (Anchor("graph"), "Graph")]
    page.element("nav", .of(.ariaLabel, "Sections")) {
      page.element("ul") {
        for place in places {
          page.element("li") { page.element("a", .link(to: place.anchor), text: place.words) }
        }
      }
    }
  }
}
