internal import ModelFormat

/// Shapes of operators that slide a window.
enum WindowShapes {
  /// The window along one dimension.
  struct Window {
    let size, stride: Int?
    var dilation: Int? = 1
  }

  /// How many positions a window has along a dimension.
  ///
  /// Source: LiteRT `kernels/padding.h`, `ComputeOutSize`; the padding is SAME (0) or VALID (1).
  static func places(_ size: Int?, _ window: Window, padding: Int) -> Int? {
    guard let size, let extent = window.size, let stride = window.stride, stride > 0,
      let dilation = window.dilation
    else { return nil }
    switch padding {
    case 0: return Dimension.add(size, stride - 1).map { $0 / stride }
    case 1:
      guard let reach = Dimension.multiply(Dimension.add(extent, -1), dilation),
        let room = Dimension.add(Dimension.add(size, stride), -(reach + 1))
      else { return nil }
      return room / stride
    // Neither SAME nor VALID: there are no positions.
    default: return -1
    }
  }

  /// Requires the dimensions of a convolution that its kernel expects to be positive.
  static func requirePositive(
    _ op: OperatorShapes, _ dimensions: [Int?], _ positions: [Int], _ what: String
  ) throws(ShapeFault) {
    for position in positions {
      try op.require(
        dimensions[position].map { $0 > 0 },
        "\(what) has shape \(TensorShape(dimensions)); dimension \(position) must be positive")
    }
  }

  /// Rejects a window that does not fit, which has fewer than 0 positions.
  static func requireRoom(
    _ op: OperatorShapes, _ places: Int?, _ size: Int?, _ window: Window, _ what: String
  ) throws(ShapeFault) {
    guard let places, let size, places < 0 else { return }
    throw ShapeFault(
      "the filter, \(window.size ?? 0) \(what) (dilation \(window.dilation ?? 1)), does not fit the "
        + "input's \(size) without padding")
  }

  /// A stride or dilation of the options; nil if the options are missing, or if it is not positive, which
  /// another rule reports.
  static func step(_ op: OperatorShapes, _ name: String) -> Int? {
    let value = op.integer(name)
    return op.options != nil && value > 0 ? value : nil
  }

  static func conv2D(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    let input = try op.dimensions(0, rank: 4)
    let filter = try op.dimensions(1, rank: 4, "the filter")
    guard let input, let filter else { return op.unknown }
    try requirePositive(op, input, [1, 2, 3], "input 0")
    try requirePositive(op, filter, [0, 1, 2, 3], "the filter")
    if let channels = input[3], let perGroup = filter[3] {
      try op.require(
        channels % perGroup == 0,
        "the input has \(channels) channels and the filter \(perGroup); the input's must be a "
          + "multiple of the filter's")
      if let out = filter[0] {
        try op.require(
          out % (channels / perGroup) == 0,
          "the filter has \(out) output channels in \(channels / perGroup) groups; they must be a "
            + "multiple")
      }
    }
    try op.require(elements: filter[0], of: 2, "the bias")
    let size = try planar(op, input, filter)
    return op.all([input[0]] + size + [filter[0]])
  }

  static func depthwise(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    let input = try op.dimensions(0, rank: 4)
    let filter = try op.dimensions(1, rank: 4, "the filter")
    guard let input, let filter else { return op.unknown }
    try requirePositive(op, input, [1, 2, 3], "input 0")
    try requirePositive(op, filter, [1, 2, 3], "the filter")
    try op.requireEqual(filter[0], 1, "the filter's first dimension", "the one that it has")
    if let channels = input[3], let out = filter[3] {
      try op.require(
        out % channels == 0,
        "the filter has \(out) output channels and the input \(channels) channels; the filter's "
          + "must be a multiple of the input's")
    }
    if let bias = try op.dimensions(2, rank: 1, "the bias") {
      try op.requireEqual(
        bias[0], filter[3], "the length of the bias", "the filter's output channels")
    }
    let size = try planar(op, input, filter)
    return op.all([input[0]] + size + [filter[3]])
  }

  /// Height and width of the output of a filter [.., height, width, ..].
  private static func planar(
    _ op: OperatorShapes, _ input: [Int?], _ filter: [Int?]
  ) throws(ShapeFault) -> [Int?] {
    let padding = op.integer("padding")
    try op.require(
      padding == 0 || padding == 1, "the padding is \(padding); it must be SAME (0) or VALID (1)")
    let windows = [
      Window(
        size: filter[1], stride: step(op, "stride_h"), dilation: step(op, "dilation_h_factor")),
      Window(
        size: filter[2], stride: step(op, "stride_w"), dilation: step(op, "dilation_w_factor")),
    ]
    var result: [Int?] = []
    for (axis, window) in windows.enumerated() {
      let count = places(input[axis + 1], window, padding: op.integer("padding"))
      try requireRoom(op, count, input[axis + 1], window, axis == 0 ? "high" : "wide")
      result.append(count)
    }
    return result
  }

  static func pool2D(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    guard let input = try op.dimensions(0, rank: 4) else { return op.unknown }
    let windows = [
      Window(size: op.integer("filter_height"), stride: step(op, "stride_h")),
      Window(size: op.integer("filter_width"), stride: step(op, "stride_w")),
    ]
    // A window that does not fit or has no size has no positions; one that is too wide has none along the
    // height either, because the kernel stops after the width.
    var size: [Int?] = windows.enumerated().map { axis, window in
      places(input[axis + 1], window, padding: op.integer("padding")).map { count in
        (window.size ?? 1) > 0 ? count : -1
      }
    }
    if let width = size[1], width < 0 { size = [0, 0] }
    if let height = size[0], height < 0 { size[0] = 0 }
    return op.all([input[0]] + size + [input[3]])
  }

  static func transposeConv(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    _ = try op.dimensions(0, rank: 1, "the output shape")
    let input = try op.dimensions(2, rank: 4, "the input")
    let filter = try op.dimensions(1, rank: 4, "the filter")
    guard let input, let filter else { return op.unknown }
    try requirePositive(op, input, [1, 2, 3], "the input")
    try requirePositive(op, filter, [0, 1, 2], "the filter")
    try op.require(elements: filter[0], of: 3, "the bias")
    try op.requireEqual(input[3], filter[3], "the input's channels", "the filter's")
    try op.require(elements: 4, of: 0, "the output shape")
    guard let shape = op.input(0)?.values, shape.count == 4 else {
      return op.all([nil, nil, nil, nil])
    }
    for (axis, letter) in [(1, "h"), (2, "w")] {
      let window = Window(size: filter[axis], stride: step(op, "stride_\(letter)"))
      try op.requireEqual(
        input[axis], places(shape[axis], window, padding: op.integer("padding")),
        "dimension \(axis) of the input", "what the output shape gives for this stride")
    }
    try op.requireEqual(shape[0], input[0], "the batch of the output shape", "the input's")
    try op.requireEqual(shape[3], filter[0], "the channels of the output shape", "the filter's")
    return op.all(shape)
  }

  static func conv3D(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    let input = try op.dimensions(0, rank: 5)
    let filter = try op.dimensions(1, rank: 5, "the filter")
    guard let input, let filter else { return op.unknown }
    try op.requireEqual(input[4], filter[3], "the input's channels", "the filter's")
    try requirePositive(op, input, [1, 2, 3, 4], "input 0")
    try requirePositive(op, filter, [0, 1, 2, 3, 4], "the filter")
    try op.require(elements: filter[4], of: 2, "the bias")
    let size = spatial(op, Array(input[1...3]), Array(filter[0...2]))
    return op.all([input[0]] + size + [filter[4]])
  }

  static func conv3DTranspose(_ op: OperatorShapes) throws(ShapeFault) -> [TensorShape] {
    _ = try op.dimensions(0, rank: 1, "the output shape")
    try op.require(elements: 5, of: 0, "the output shape")
    let input = try op.dimensions(2, rank: 5, "the input")
    let filter = try op.dimensions(1, rank: 5, "the filter")
    guard let input, let filter else { return op.unknown }
    try op.requireEqual(input[4], filter[4], "the input's channels", "the filter's")
    try op.require(elements: filter[3], of: 3, "the bias")
    guard let shape = op.input(0)?.values, shape.count == 5 else {
      return op.all([nil, nil, nil, nil, nil])
    }
    try op.requireEqual(shape[0], input[0], "the batch of the output shape", "the input's")
    try op.requireEqual(shape[4], filter[3], "the channels of the output shape", "the filter's")
    let back = spatial(op, Array(shape[1...3]), Array(filter[0...2]))
    for (axis, name) in ["depth", "height", "width"].enumerated() {
      try op.requireEqual(
        input[axis + 1], back[axis], "the input's \(name)",
        "what the output shape gives for these strides")
    }
    return op.all(shape)
  }

  /// Depth, height and width of the output of a filter; a window that does not fit has no positions.
  private static func spatial(_ op: OperatorShapes, _ input: [Int?], _ filter: [Int?]) -> [Int?] {
    ["d", "h", "w"].enumerated().map { axis, letter in
      let window = Window(
        size: filter[axis], stride: step(op, "stride_\(letter)"),
        dilation: step(op, "dilation_\(letter)_factor"))
      return places(input[axis], window, padding: op.integer("padding")).map { max($0, 0) }
    }
  }
}
