/// The output shape of a STRIDED_SLICE.
///
/// Source: LiteRT `kernels/strided_slice.cc`, `BuildStridedSliceParams` and `ResizeOutputTensor`;
/// `kernels/internal/strided_slice_logic.h`, `StartForAxis` and `EndForAxis`.
struct StridedSlice {
  /// What happens to one dimension of the input, or to a new one.
  private struct Axis {
    let size: Int?
    /// The position in begin, end and strides; nil if the whole dimension is taken.
    let position: Int?
    var isNew = false
  }

  private let op: OperatorShapes
  private let axes: [Axis]
  private let begin, end, strides: [Int]?

  /// A slice with `count` entries in begin.
  init(_ op: OperatorShapes, _ dimensions: [Int?], count: Int) throws(ShapeFault) {
    guard count <= 31 else { throw ShapeFault("begin has \(count) entries; 31 are allowed") }
    self.op = op
    func bit(_ mask: String, _ position: Int) -> Bool { op.integer(mask) >> position & 1 == 1 }
    let added = (0..<count).count {
      !bit("ellipsis_mask", $0) && bit("new_axis_mask", $0)
    }
    let total = dimensions.count + added
    var axes: [Axis] = []
    var expanded = 0
    var start = total
    var source = dimensions.makeIterator()
    // Which dimensions the ellipsis and the new axes cover, in the order of the result.
    var isEllipsis = [Bool](repeating: false, count: total)
    var isNew = [Bool](repeating: false, count: total)
    var index = 0
    while index < total {
      if bit("ellipsis_mask", index) {
        start = index
        let stop = max(index + 1, min(index + 1 + added + dimensions.count - count, total))
        expanded = stop - start - 1
        while index < stop {
          isEllipsis[index] = true
          index += 1
        }
        continue
      }
      if index - expanded >= 0, bit("new_axis_mask", index - expanded) { isNew[index] = true }
      index += 1
    }
    var skipped = 0
    for index in 0..<total {
      if isEllipsis[index] {
        skipped = max(0, index - start)
        axes.append(Axis(size: source.next() ?? nil, position: nil))
      } else if isNew[index] {
        axes.append(Axis(size: 1, position: nil, isNew: true))
      } else if index >= count + expanded {
        axes.append(Axis(size: source.next() ?? nil, position: nil))
      } else {
        axes.append(Axis(size: source.next() ?? nil, position: index - skipped))
      }
    }
    self.axes = axes
    begin = op.input(1)?.values
    end = op.input(2)?.values
    strides = op.input(3)?.values
  }

  /// The dimensions of the output.
  func shape() throws(ShapeFault) -> [Int?] {
    // A new axis has no stride, and neither has an ellipsis.
    if let last = axes.compactMap(\.position).max(), let count = op.input(3)?[0] {
      try op.require(
        count > last,
        "there are \(count) strides; there must be \(last + 1), up to the last dimension that is cut",
        .miscomputes)
    }
    var result: [Int?] = []
    for axis in axes {
      guard let position = axis.position else {
        result.append(axis.size)
        continue
      }
      let stride = strides.flatMap { position < $0.count ? $0[position] : nil }
      try op.require(stride.map { $0 != 0 }, "stride \(position) is 0; it must not be")
      if bit("shrink_axis_mask", position) { continue }
      result.append(stride.flatMap { length(axis, position, $0) })
    }
    return result
  }

  private func bit(_ mask: String, _ position: Int) -> Bool {
    op.integer(mask) >> position & 1 == 1
  }

  private func length(_ axis: Axis, _ position: Int, _ stride: Int) -> Int? {
    if op.flag("offset") {
      return end.flatMap { position < $0.count ? count($0[position], stride) : nil }
    }
    guard let size = axis.size else { return nil }
    let first = edge(begin, "begin_mask", position, size, stride, whole: stride > 0 ? 0 : size - 1)
    let last = edge(end, "end_mask", position, size, stride, whole: stride > 0 ? size : -1)
    guard let first, let last else { return nil }
    return count(last - first, stride)
  }

  /// Where a slice starts or ends, counted from the front and kept in the dimension.
  private func edge(
    _ values: [Int]?, _ mask: String, _ position: Int, _ size: Int, _ stride: Int, whole: Int
  ) -> Int? {
    guard size > 0 else { return 0 }
    if bit(mask, position) { return whole }
    guard let values, position < values.count else { return nil }
    let value = values[position] < 0 ? values[position] + size : values[position]
    return stride > 0 ? min(max(value, 0), size) : min(max(value, -1), size - 1)
  }

  private func count(_ distance: Int, _ stride: Int) -> Int {
    guard (distance < 0) == (stride < 0), distance != 0 else { return 0 }
    return stride < 0 ? (distance + 1) / stride + 1 : (distance - 1) / stride + 1
  }
}
