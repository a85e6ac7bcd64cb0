import QuantMath

/// Ways to spell a hard-swish, each drawn with parameters of its own.
enum Spelling: String, CaseIterable {
  case sumProductSixth, sumSixthProduct, sixthSumProduct, reluApart, sumProductFolded
  case depthwise, neuralNetworksAPI, words, lookup, castLookup, castSumLookup, floats
}

extension GridDraw {
  /// A model of one spelling on 8-bit codes; nil where the spelling has none for uint8.
  mutating func chain(_ spelling: Spelling, _ codes: CodeRange, number: Int) throws -> ChainCase? {
    let range = realRange()
    let (low, high) = (Double(range.lowerBound), Double(range.upperBound))
    var m = ChainModel(
      "\(spelling.rawValue) \(codes) \(number)",
      shape: pick([[256], [1, 4, 4, 16], [1, 8, 8, 4]]))
    if spelling == .depthwise { m = ChainModel(m.name, shape: [1, 4, 4, 16]) }
    let x = m.tensor(codes.grid(low...high))
    let reach = -0.375...max(hardSwish(high), hardSwish(low), 0.01)
    let end = near(codes.grid(reach))
    let (two, zero) = (FusedActivation.relu6, FusedActivation.none)
    switch spelling {
    case .sumProductSixth:  // t = relu6(x + 3), x t, x t / 6
      let t = m.tensor(near(codes.grid(0...6)))
      let p = m.tensor(near(codes.grid(reach.lowerBound * 6...reach.upperBound * 6)))
      let y = m.tensor(end)
      m.add("ADD", x, constant(3, codes, &m), t, two)
      m.add("MUL", pick([true, false]) ? x : t, t, p)
      m.add("MUL", constant(1 / 6, codes, &m), p, y)
      return try ChainCase(m, output: y)
    case .sumSixthProduct, .reluApart:  // t = relu6(x + 3), t / 6, x (t / 6)
      var t = m.tensor(near(codes.grid(0...6)))
      let u = m.tensor(near(codes.grid(0...1)))
      let y = m.tensor(end)
      if spelling == .reluApart {
        let sum = m.tensor(near(codes.grid(low + 3...high + 3)))
        m.add("ADD", constant(3, codes, &m), x, sum)
        m.add("RELU6", [sum], t, version: 2)
        let moved = m.tensor(near(codes.grid(0...6)))
        m.add("QUANTIZE", [t], moved)
        t = moved
      } else {
        m.add("ADD", x, constant(3, codes, &m), t, two)
      }
      m.add("MUL", t, constant(1 / 6, codes, &m), u)
      m.add("MUL", u, x, y)
      return try ChainCase(m, output: y)
    case .sixthSumProduct:  // u = x / 6, t = u + 1/2 in [0, 1], x t
      let u = m.tensor(near(codes.grid(-0.5...0.5)))
      let t = m.tensor(near(codes.grid(0...1)))
      let y = m.tensor(end)
      m.add("MUL", x, constant(1 / 6, codes, &m), u)
      m.add("ADD", u, constant(0.5, codes, &m), t, pick([zero, .relu, .reluN1To1]))
      m.add("MUL", x, t, y)
      return try ChainCase(m, output: y)
    case .sumProductFolded:
      let t = m.tensor(near(codes.grid(0...6)))
      let y = m.tensor(near(codes.grid(reach.lowerBound * 6...reach.upperBound * 6)))
      m.add("ADD", x, constant(3, codes, &m), t, pick([two, zero]))
      m.add("MUL", t, x, y)
      return try ChainCase(m, output: y)
    case .depthwise:  // t = x / 6 + 1/2 in [0, 1] by a 1 by 1 kernel, x t
      guard codes == .int8 else { return nil }
      return try depthwise(m, x, codes.grid(low...high), end)
    case .neuralNetworksAPI:  // relu1(x / 3) (x / 2) + x / 2
      let third = m.tensor(near(codes.grid(-1...1)))
      let half = m.tensor(near(codes.grid(low / 2...high / 2)))
      let product = m.tensor(near(codes.grid(low / 2...max(-low, high) / 2)))
      let y = m.tensor(end)
      m.add("MUL", x, constant(1 / 3, codes, &m), third, .reluN1To1)
      m.add("MUL", x, constant(0.5, codes, &m), half)
      m.add("MUL", third, half, product)
      m.add("ADD", product, half, y)
      return try ChainCase(m, output: y)
    case .words:
      return try words(m, x, low...high, end)
    case .lookup, .castLookup, .castSumLookup:
      return try lookup(m, spelling, x, codes, end)
    case .floats:
      let real = m.reals()
      let swish = m.reals()
      let y = m.tensor(end)
      m.add("DEQUANTIZE", [x], real, version: 2)
      m.add("HARD_SWISH", [real], swish)
      m.add("QUANTIZE", [swish], y)
      return try ChainCase(m, output: y)
    }
  }

  private mutating func depthwise(
    _ model: ChainModel, _ x: Int, _ grid: Grid, _ end: Grid
  ) throws -> ChainCase {
    var m = model
    let scale: Float = 1 / 6 / Float(Int.random(in: 1...127, using: &random))
    let weight = Int32((1 / 6 / scale).rounded())
    let step = grid.scale * scale
    let weights = m.tensor(
      Grid(scale: scale, zeroPoint: 0, codes: .int8), Array(repeating: weight, count: 16),
      shape: [1, 1, 1, 16])
    let bias = m.tensor(
      Grid(scale: step, zeroPoint: 0, codes: .int32),
      Array(repeating: Int32((0.5 / step).rounded()), count: 16))
    let t = m.tensor(near(CodeRange.int8.grid(0...1)))
    let y = m.tensor(end)
    let activation = pick(FusedActivation.allCases.prefix(4).map { $0 })
    m.add(
      "DEPTHWISE_CONV_2D", oneIn(5) ? [x, weights] : [x, weights, bias], t, version: 3,
      options: "stride_w: 1, stride_h: 1, depth_multiplier: 1, "
        + "fused_activation_function: \(activation.rawValue)")
    m.add("MUL", x, t, y)
    return try ChainCase(m, output: y)
  }

  private mutating func words(
    _ model: ChainModel, _ x: Int, _ range: ClosedRange<Double>, _ end: Grid
  ) throws -> ChainCase {
    var m = model
    func word(_ most: Double) -> Grid {
      Grid(scale: Float(most / 32767), zeroPoint: 0, codes: .int16)
    }
    let most = max(-range.lowerBound, range.upperBound)
    let wide = m.tensor(word(most))
    let t = m.tensor(word(6))
    let p = m.tensor(word(most * 6))
    let h = m.tensor(word(most))
    let y = m.tensor(end)
    let three = m.tensor(word(3), [32767])
    let sixth = m.tensor(word(1), [5461])
    m.add("QUANTIZE", [x], wide, version: 2)
    m.add("ADD", wide, three, t, .relu6)
    m.add("MUL", t, wide, p)
    m.add("MUL", p, sixth, h)
    m.add("QUANTIZE", [h], y, version: 2)
    return try ChainCase(m, output: y)
  }

  private mutating func lookup(
    _ model: ChainModel, _ spelling: Spelling, _ x: Int, _ codes: CodeRange, _ end: Grid
  ) throws -> ChainCase? {
    var m = model
    let table = m.tensor(end, (0..<256).map { _ in code(codes) })
    let whole = { Grid(scales: [] as [Float], zeroPoints: [] as [Int64], codes: $0) }
    var index: Int
    switch spelling {
    case .lookup:
      guard codes == .int8, case let source = CodeRange.int8.grid(realRange()) else { return nil }
      // The input's own grid has to be known: a model of its own.
      var own = ChainModel(m.name, shape: [256])
      let x = own.tensor(source)
      let word = own.tensor(
        Grid(scale: source.scale, zeroPoint: source.zeroPoint + 128, codes: .int16))
      let table = own.tensor(end, (0..<256).map { _ in code(codes) })
      let y = own.tensor(end)
      own.add("QUANTIZE", [x], word, version: 2)
      own.add("GATHER", [table, word], y, version: 6)
      return try ChainCase(own, output: y)
    case .castLookup:
      index = x
      if codes == .int8 {
        index = m.tensor(whole(.uint8))
        m.add("CAST", [x], index, options: "in_data_type: \"INT8\", out_data_type: \"UINT8\"")
      }
      let number = m.tensor(whole(.int32))
      m.add("CAST", [index], number, options: "in_data_type: \"UINT8\", out_data_type: \"INT32\"")
      index = number
    default:
      index = m.tensor(whole(.int32))
      m.add(
        "CAST", [x], index,
        options: "in_data_type: \"\(codes == .int8 ? "INT8" : "UINT8")\", out_data_type: \"INT32\"")
      // One too many now and then: then the last code leads outside the table.
      let shift: Int32 = (codes == .int8 ? 128 : 0) + (oneIn(4) ? 1 : 0)
      let shifted = m.tensor(whole(.int32))
      m.add("ADD", index, m.tensor(whole(.int32), [shift]), shifted)
      index = shifted
    }
    let y = m.tensor(end)
    m.add("GATHER", [table, index], y, version: 2)
    return try ChainCase(m, output: y)
  }

  /// A constant of one value, on a grid that a converter gives it; of one element or as many as the
  /// model's input.
  private mutating func constant(_ value: Double, _ codes: CodeRange, _ m: inout ChainModel) -> Int
  {
    let grid = near(codes.grid(0...value))
    let steps = Int32((value / Double(grid.scale)).rounded())
    let code = codes.clamp(steps + grid.zeroPoint)
    guard oneIn(3) else { return m.tensor(grid, [code], shape: pick([[], [1]])) }
    return m.tensor(
      grid, Array(repeating: code, count: m.shape.reduce(1, *)), shape: m.shape)
  }

  /// The grid, every other time with another scale or zero point, now and then a wild one.
  private mutating func near(_ grid: Grid) -> Grid {
    if oneIn(2) { return grid }
    let scale = grid.scale * (oneIn(6) ? power(-9...9) : power(-0.5...0.5))
    let shift = oneIn(3) ? Int32.random(in: -20...20, using: &random) : 0
    return Grid(
      scale: scale, zeroPoint: grid.codes.clamp(grid.zeroPoint + shift), codes: grid.codes)
  }
}
