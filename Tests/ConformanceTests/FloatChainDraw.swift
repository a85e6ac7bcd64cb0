import QuantMath

/// Ways to spell a hard-swish, or parts of one, in floats.
enum FloatSpelling: String, CaseIterable {
  case hardSwish, sumProductSixth, sumGateDivision, clip, halfConstants, depthwise, differences
}

extension GridDraw {
  /// A model of one spelling on floats, given ordinary numbers and the odd ones.
  mutating func chain(_ spelling: FloatSpelling, number: Int) throws -> ChainCase {
    var m = ChainModel("\(spelling.rawValue) \(number)", shape: [1, 4, 8, 16])
    let x = m.reals()
    let y: Int
    switch spelling {
    case .hardSwish:
      y = m.reals()
      m.add("HARD_SWISH", [x], y)
    case .sumProductSixth:
      let (t, p) = (m.reals(), m.reals())
      y = m.reals()
      m.add("ADD", m.reals([3]), x, t, .relu6)
      m.add("MUL", t, x, p, pick(FusedActivation.allCases))
      m.add("MUL", p, m.reals([1 / 6]), y)
    case .sumGateDivision:
      let (sum, t, u) = (m.reals(), m.reals(), m.reals())
      y = m.reals()
      m.add("ADD", x, m.reals(Array(repeating: 3, count: 16)), sum)
      m.add(pick(["RELU6", "RELU", "RELU_0_TO_1", "RELU_N1_TO_1"]), [sum], t)
      m.add("DIV", t, m.reals([power(-2...3)], shape: []), u, pick(FusedActivation.allCases))
      m.add("MUL", x, u, y)
    case .clip:
      let (u, v, low, t) = (m.reals(), m.reals(), m.reals(), m.reals())
      y = m.reals()
      m.add("MUL", x, m.reals([power(-3 ... -2)]), u)
      m.add("ADD", u, m.reals([0.5]), v)
      m.add("MAXIMUM", [v, m.reals([0])], low)
      m.add("MINIMUM", [m.reals([1]), low], t)
      m.add("MUL", x, t, y)
    case .halfConstants:
      let (three, t, p) = (m.reals(shape: [1]), m.reals(), m.reals())
      let sixth = m.reals(shape: [1])
      y = m.reals()
      m.add("DEQUANTIZE", [m.halves([3])], three, version: 3)
      m.add("DEQUANTIZE", [m.halves([1 / 6])], sixth, version: 3)
      m.add("ADD", x, three, t, .relu6)
      m.add("MUL", t, sixth, p)
      m.add("MUL", x, p, y)
    case .depthwise:
      let weights = m.reals(Array(repeating: power(-3 ... -2), count: 16), shape: [1, 1, 1, 16])
      let bias = m.reals(Array(repeating: 0.5, count: 16))
      let t = m.reals()
      y = m.reals()
      m.add(
        "DEPTHWISE_CONV_2D", [x, weights, bias], t,
        options: "stride_w: 1, stride_h: 1, depth_multiplier: 1, fused_activation_function: "
          + "\(pick([FusedActivation.none, .relu, .relu6, .reluN1To1]).rawValue)")
      m.add("MUL", t, x, y)
    case .differences:
      let (a, b) = (m.reals(), m.reals())
      y = m.reals()
      m.add("SUB", x, m.reals([power(-3...3)]), a, pick(FusedActivation.allCases))
      m.add("SUB", m.reals([power(-3...3)]), a, b, pick(FusedActivation.allCases))
      m.add("SUB", b, x, y)
    }
    return try ChainCase(m, output: y, floats: floats(count: 512))
  }

  /// Numbers around the bends of the function, great and small ones, and those that are none.
  private mutating func floats(count: Int) -> [Float] {
    let odd: [Float] = [
      0, -0.0, 3, -3, .nan, .infinity, -.infinity, .greatestFiniteMagnitude,
      -.greatestFiniteMagnitude, .leastNormalMagnitude, 0x1p-140, -0x1p-140,
    ]
    return odd
      + (0..<count - odd.count).map { _ in
        oneIn(8)
          ? power(-120...120) * (oneIn(2) ? 1 : -1) : Float.random(in: -8...8, using: &random)
      }
  }
}
