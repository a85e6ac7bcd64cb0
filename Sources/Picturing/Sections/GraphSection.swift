internal import ModelFormat
internal import Reporting
internal import Targeting

/// The graph, coloured by where its operators run on one target; each operator leads to its row.
struct GraphSection {
  let picture: ModelPicture
  let outline: GraphOutline?
  let layout: GraphLayout?

  func write(to page: MarkupWriter) {
    page.element("section", .id(Anchor("graph"))) {
      page.element("h2") {
        page.text("Graph")
        if let shown {
          page.text(", coloured by support on ")
          page.element("span", .style("target-name"), text: shown.profile.id)
        }
      }
      guard let outline else {
        page.element(
          "p",
          text:
            "The graph is not drawn, because it has too many nodes or edges to be read. The table "
            + "lists its operators.")
        return
      }
      if shown != nil {
        writeChoice(to: page)
        OutcomeKey.write(to: page)
      }
      if let layout {
        draw(outline, layout, on: page)
      } else {
        page.prose(
          "Graphviz was not found or gave no layout, so the graph is listed layer by layer: each "
            + "operator comes after all that it reads. With the program `dot` on the PATH, it is drawn."
        )
        list(outline, on: page)
      }
    }
    page.newline()
  }

  private var shown: Placement? { picture.shownTarget.map { picture.placements[$0] } }

  /// The targets to choose from, each with the outcomes of all operators.
  private func writeChoice(to page: MarkupWriter) {
    page.element("div", .style("tools"), .hidden) {
      page.element("label") {
        page.text("Target ")
        page.element("select", .id(Anchor("target"))) {
          for (position, placement) in picture.placements.enumerated() {
            page.element(
              "option", .of(.dataOutcomes, String(placement.operators.map(\.outcome.letter))),
              position == picture.shownTarget ? .selected : nil, text: placement.profile.id)
          }
        }
      }
    }
  }

  private func style(of node: GraphOutline.Node) -> Attribute {
    guard case .op(let position) = node.kind else { return .style("port") }
    return shown.map { $0.operators[position].outcome.style } ?? .style("unknown")
  }

  private func place(of node: GraphOutline.Node) -> Attribute? {
    guard case .op(let position) = node.kind else { return nil }
    return .of(.dataOutcomes, "\(position)")
  }

  // MARK: Drawn

  private func draw(_ outline: GraphOutline, _ layout: GraphLayout, on page: MarkupWriter) {
    page.element(
      "div", .style("graph"), .of(.tabindex, "0"), .of(.role, "region"),
      .of(.ariaLabel, "The graph of the model")
    ) {
      let (width, height) = (layout.width + 16, layout.height + 16)
      page.element(
        "svg", .of(.viewBox, "-8 -8 \(width.asCoordinate) \(height.asCoordinate)"), .width(width),
        .height(height)
      ) {
        var path = PathText()
        for edge in layout.edges {
          path.move(edge[0].x, edge[0].y)
          path.curve(Array(edge.dropFirst()))
        }
        page.shape("path", .of(.d, path.text))
        for (node, place) in zip(outline.nodes, layout.nodes) {
          guard case .op = node.kind else {
            draw(node, at: place, on: page)
            continue
          }
          page.element("a", .link(to: .op(node.index, node.subgraph))) {
            draw(node, at: place, on: page)
          }
        }
      }
    }
  }

  private func draw(
    _ node: GraphOutline.Node, at place: (x: Double, y: Double), on page: MarkupWriter
  ) {
    let (width, height) = (GraphLayout.width(of: node.label), GraphLayout.nodeHeight)
    page.shape(
      "rect", style(of: node), self.place(of: node), .x(place.x - width / 2),
      .y(place.y - height / 2), .width(width), .height(height), .radius(3))
    page.element("text", .x(place.x), .y(place.y + 4), text: node.label)
  }

  // MARK: Listed

  private func list(_ outline: GraphOutline, on page: MarkupWriter) {
    page.element("ol", .style("layers"), .of(.tabindex, "0"), .of(.ariaLabel, "Layers")) {
      for layer in outline.layers {
        page.element("li") {
          for node in layer.map({ outline.nodes[$0] }) {
            guard case .op = node.kind else {
              page.text("\(node.label) ")
              continue
            }
            page.element("a", .link(to: .op(node.index, node.subgraph))) {
              page.element("span", style(of: node), place(of: node)) {}
              page.text(node.label)
            }
            page.text(" ")
          }
        }
      }
    }
  }
}
