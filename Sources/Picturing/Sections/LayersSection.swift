internal import ModelFacts
internal import ModelFormat
internal import Reporting

/// The weights of every matrix operator: how often each value occurs, and how far the scales spread.
struct LayersSection {
  let picture: ModelPicture

  private static let width = 170.0
  private static let height = 38.0

  func write(to page: MarkupWriter) {
    guard !picture.layers.isEmpty else { return }
    let scales = scaleAxis
    page.element("section", .id(Anchor("layers"))) {
      page.element("h2", text: "Weights, layer by layer")
      if let scales {
        page.element(
          "p", .style("soft"),
          text: "Scales are drawn on one logarithmic axis for all layers, from "
            + "\(scales.domain.lowerBound.asFigure) to \(scales.domain.upperBound.asFigure). The mark "
            + "is the median.")
      }
      let table = PageTable(
        caption: "Weights of matrix operators", id: Anchor("layers-table"),
        columns: [
          ("Operator", .number), ("Kind", .narrow), ("Weights", .narrow), ("Elements", .number),
          ("Histogram", .narrow), ("Spread of scales", .narrow), ("Scales", .number),
          ("Largest / smallest", .number), ("Name", .words),
        ])
      table.write(to: page) {
        for (position, layer) in picture.layers.enumerated() {
          write(layer, position, scales, to: page)
        }
      }
      let rest = picture.layerCount - picture.layers.count
      if rest > 0 {
        page.prose(
          "And \(rest.withSeparators) more layers; `tflens inspect --format json` has the "
            + "quantization of all.")
      }
      if let note = samplingNote { page.element("p", .style("soft"), text: note) }
    }
    page.newline()
  }

  private var samplingNote: String? {
    let sampled = picture.layers.lazy.compactMap(\.histogram).count {
      $0.readCount < $0.elementCount / 2
    }
    guard sampled > 0 else { return nil }
    return
      "Histograms of \(sampled.counted("layer")) are of about a million weights each, in pieces "
      + "evenly spaced over the layer."
  }

  private var scaleAxis: ChartScale? {
    let all = picture.layers.compactMap(\.scales)
    guard let low = all.map(\.low).min(), let high = all.map(\.high).max() else { return nil }
    return ChartScale(logarithmic: low...high, to: (4, Self.width - 4))
  }

  private func write(
    _ layer: LayerFacts, _ position: Int, _ scales: ChartScale?, to page: MarkupWriter
  ) {
    page.element("tr") {
      page.element("th", .of(.scope, "row"), .style("number"), .of(.dataValue, "\(position)")) {
        page.element(
          "a", .link(to: .op(layer.op.index, layer.subgraph)),
          text: Place.column(operator: layer.op.index, subgraph: layer.subgraph))
      }
      page.cell(layer.op.code.displayName, .narrow)
      page.cell("\(layer.weights.type.name) \(layer.weights.shapeText)", .narrow)
      let count = layer.weights.elementCount
      page.cell(count?.withSeparators ?? "", sortedBy: count.map { Double($0) })
      page.element("td", .style("narrow")) {
        if let histogram = layer.histogram { draw(histogram, position, on: page) }
      }
      page.element("td", .style("narrow")) { draw(layer, position, scales, on: page) }
      let scaleCount = layer.quantization?.scales.count
      page.cell(scaleCount.map { "\($0)" } ?? "", sortedBy: scaleCount.map { Double($0) })
      page.cell(layer.scaleRatio?.asFigure ?? "", sortedBy: layer.scaleRatio)
      page.element("td", .style("name-cell")) {
        page.element("bdi", text: layer.weights.name?.label ?? "")
      }
    }
  }

  private func draw(_ histogram: WeightHistogram, _ position: Int, on page: MarkupWriter) {
    let (low, high) = (histogram.range.lowerBound.asFigure, histogram.range.upperBound.asFigure)
    let chart = Chart(
      "Histogram of weights from \(low) to \(high)", id: Anchor("histogram", position),
      width: Self.width, height: Self.height)
    chart.write(to: page) {
      let bottom = Self.height - 11
      let most = Double(max(1, histogram.counts.max() ?? 1))
      let step = Self.width / Double(histogram.counts.count)
      var path = PathText()
      path.move(0, bottom)
      var last = bottom
      for (place, count) in histogram.counts.enumerated() {
        let top = bottom - (bottom - 1) * Double(count) / most
        if abs(top - last) >= 0.05 {
          path.horizontal(to: Double(place) * step)
          path.vertical(to: top)
          last = top
        }
      }
      path.horizontal(to: Self.width)
      path.vertical(to: bottom)
      path.close()
      page.shape("path", .style("area"), .of(.d, path.text))
      page.element("text", .x(0), .y(Self.height - 1), text: low)
      page.element("text", .style("end"), .x(Self.width), .y(Self.height - 1), text: high)
    }
  }

  private func draw(
    _ layer: LayerFacts, _ position: Int, _ axis: ChartScale?, on page: MarkupWriter
  ) {
    guard let axis, let scales = layer.scales else { return }
    let chart = Chart(
      "Scales from \(scales.low.asFigure) to \(scales.high.asFigure)",
      id: Anchor("scales", position),
      width: Self.width, height: Self.height)
    chart.write(to: page) {
      let middle = Self.height / 2
      var path = PathText()
      path.move(0, middle)
      path.horizontal(to: Self.width)
      page.shape("path", .style("rule"), .of(.d, path.text))
      let left = axis.place(scales.low)
      page.shape(
        "rect", .style("unknown"), .x(left), .y(middle - 4),
        .width(max(2, axis.place(scales.high) - left)), .height(8))
      var mark = PathText()
      mark.move(axis.place(scales.middle), middle - 7)
      mark.vertical(to: middle + 7)
      page.shape("path", .style("dot"), .of(.d, mark.text))
    }
  }
}
