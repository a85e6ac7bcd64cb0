internal import QuantMath

/// The output of every input code as a small plot: braille dots, or letters if there are none.
struct TransferCurve {
  private let analysis: HardSwishAnalysis
  /// The plot's size in characters.
  private static let widest = 64
  private static let rows = 12

  init(_ analysis: HardSwishAnalysis) { self.analysis = analysis }

  /// The plot with its axes; two dots across and four down share a braille character.
  func lines(isUnicode: Bool, width: Int? = nil) -> [String] {
    let output = analysis.preparation.output
    let table = analysis.table
    let low = table.min() ?? 0
    let high = max(table.max() ?? 0, low + 1)
    let labels = [output.real(high).asFigure, output.real(low).asFigure]
    let margin = labels.map(\.columnCount).max() ?? 0
    let columns = max(16, min(Self.widest, (width ?? .max) - margin - 2))
    let dots = isUnicode ? (across: 2, down: 4) : (across: 1, down: 1)
    var cells = [[UInt32]](
      repeating: [UInt32](repeating: 0, count: columns), count: Self.rows)

    let across = columns * dots.across
    let height = Self.rows * dots.down
    for x in 0..<across {
      let code = table[x * (table.count - 1) / (across - 1)]
      let y = Int(high - code) * (height - 1) / Int(high - low)
      cells[y / dots.down][x / dots.across] |= Self.bit(x % dots.across, y % dots.down)
    }
    let bar = isUnicode ? "│" : "|"
    let plot = cells.enumerated().map { row, cells in
      let label = row == 0 ? labels[0] : row == Self.rows - 1 ? labels[1] : ""
      return padded(label, margin) + " " + bar + drawn(cells, isUnicode: isUnicode)
    }
    return plot + axis(columns, margin: margin, isUnicode: isUnicode)
  }

  private func axis(_ columns: Int, margin: Int, isUnicode: Bool) -> [String] {
    let (low, high) = analysis.preparation.input.realRange
    let left = low.asFigure
    let right = high.asFigure
    let line = String(repeating: isUnicode ? "─" : "-", count: columns)
    let space = String(
      repeating: " ", count: max(1, columns - left.columnCount - right.columnCount))
    return [
      padded("", margin) + " " + (isUnicode ? "└" : "+") + line,
      padded("", margin) + "  " + left + space + right,
    ]
  }

  private func drawn(_ cells: [UInt32], isUnicode: Bool) -> String {
    var text = String.UnicodeScalarView()
    for cell in cells {
      // Unicode has a braille character for each of the 256 sets of dots, from U+2800.
      let dots = Unicode.Scalar(0x2800 + cell) ?? " "
      text.append(cell == 0 ? " " : isUnicode ? dots : "*")
    }
    while text.last == " " { text.removeLast() }
    return String(text)
  }

  /// The bit of a dot in Unicode's order: down the left side, down the right, then the last row.
  private static func bit(_ x: Int, _ y: Int) -> UInt32 {
    y < 3 ? 1 << UInt32(y + 3 * x) : 1 << UInt32(6 + x)
  }

  private func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: width - text.columnCount) + text
  }
}
