import Foundation
import QuantMath

extension GridDraw {
  /// A model of a few operators that read the input, one another and constants in any way.
  mutating func randomChain(_ start: CodeRange, number: Int) throws -> ChainCase {
    var m = ChainModel("random \(start) \(number)", shape: start == .int16 ? [65536] : [1, 16, 16])
    var pool: [(tensor: Int, grid: Grid)] = []
    func made(_ grid: Grid) -> Int {
      let tensor = m.tensor(grid)
      pool.append((tensor, grid))
      return tensor
    }
    _ = made(grid(start))
    for _ in 0..<Int.random(in: 2...6, using: &random) {
      // Each operator reads the one before it: whatever the runtime refuses is on the way.
      let (a, b) = (pool[pool.count - 1], pick(pool))
      let codes = a.grid.codes
      let isConstant = b.grid.codes != codes || oneIn(2)
      let second: Int
      if isConstant {
        let own = grid(codes)
        second = m.tensor(own, [code(codes)])
      } else {
        second = b.tensor
      }
      switch Int.random(in: 0..<8, using: &random) {
      case 0, 1:
        m.add("ADD", a.tensor, second, made(grid(codes)), pick(FusedActivation.allCases))
      case 2, 3:
        m.add("MUL", second, a.tensor, made(grid(codes)), pick(FusedActivation.allCases))
      case 4:
        m.add(pick(["RELU", "RELU6"]), [a.tensor], made(grid(codes)), version: 2)
      case 5 where codes != .int16:
        m.add("HARD_SWISH", [a.tensor], made(grid(codes)))
      case 5, 6:
        m.add("QUANTIZE", [a.tensor], made(grid(pick([.int8, .uint8, .int16]))), version: 2)
      default:
        let bound = m.tensor(a.grid, [code(codes)])
        m.add(pick(["MINIMUM", "MAXIMUM"]), [a.tensor, bound], made(a.grid), version: 2)
      }
    }
    return try ChainCase(m, output: pool[pool.count - 1].tensor)
  }

  /// A grid as a converter makes it; now and then one step off, or with no zero in reach.
  private mutating func grid(_ codes: CodeRange) -> Grid {
    if codes == .int16 {
      let scale =
        oneIn(2)
        ? power(-16 ... -8) : Float(exp2(Double.random(in: -14 ... -10, using: &random).rounded()))
      return Grid(scale: scale, zeroPoint: 0, codes: codes)
    }
    return oneIn(4)
      ? Grid(scale: power(-10...2), zeroPoint: code(codes), codes: codes)
      : codes.grid(realRange())
  }

  /// The sum of the input and of a product with it that has one dimension less.
  mutating func leadingOnes(_ codes: CodeRange, number: Int) throws -> ChainCase {
    func grid() -> Grid {
      codes == .int16
        ? Grid(scale: power(-14 ... -10), zeroPoint: 0, codes: codes) : codes.grid(realRange())
    }
    let rows = codes.count / 16
    var m = ChainModel("leading ones \(codes) \(number)", shape: [1, rows, 16])
    let x = m.tensor(grid())
    let between = grid()
    let product = m.tensor(between)
    let flat = m.tensor(between, shape: [rows, 16])
    let y = m.tensor(grid())
    m.add("MUL", x, m.tensor(grid(), [code(codes)]), product)
    m.add("RESHAPE", [product], flat, options: "new_shape: [\(rows), 16]")
    m.add("ADD", x, flat, y, pick([.none, .relu]))
    return try ChainCase(m, output: y)
  }
}
