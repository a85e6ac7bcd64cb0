import QuantMath

/// Two shapes of which one is repeated, or both.
struct Repetition {
  let first: [Int32]
  let second: [Int32]
  /// How many elements a vector kernel goes through at once: a row that both have, or along which one
  /// element is repeated.
  let run: Int

  /// The runs leave seven elements over from groups of sixteen and of eight.
  static let all = [
    Self(first: [3, 23], second: [23], run: 23),
    Self(first: [2, 1, 23], second: [3, 23], run: 23),
    Self(first: [5, 1], second: [5, 39], run: 39),
    Self(first: [5, 39], second: [5, 1], run: 39),
    // More than five groups: no vector kernel, no run.
    Self(first: [2, 1, 3, 1], second: [4, 1, 23], run: 1),
  ]

  /// Where the elements of the output come from, in their order.
  var places: [(first: Int, second: Int, isTail: Bool)] {
    let rank = max(first.count, second.count)
    func extended(_ shape: [Int32]) -> [Int] {
      Array(repeating: 1, count: rank - shape.count) + shape.map(Int.init)
    }
    let (a, b) = (extended(first), extended(second))
    let shape = zip(a, b).map { max($0, $1) }
    return (0..<shape.reduce(1, *)).map { number in
      var (rest, place, steps) = (number, (first: 0, second: 0), (1, 1))
      for axis in (0..<rank).reversed() {
        let index = rest % shape[axis]
        rest /= shape[axis]
        if a[axis] > 1 { place.first += index * steps.0 }
        if b[axis] > 1 { place.second += index * steps.1 }
        steps = (steps.0 * a[axis], steps.1 * b[axis])
      }
      return (place.first, place.second, number % run >= run - CodePairs.tail)
    }
  }
}

extension GridDraw {
  /// Codes drawn for tensors of these shapes.
  mutating func drawnPairs(_ codes: CodeRange, _ repetition: Repetition) -> CodePairs {
    func count(_ shape: [Int32]) -> Int { Int(shape.reduce(1, *)) }
    var pairs = CodePairs(
      first: (0..<count(repetition.first)).map { _ in code(codes) },
      second: (0..<count(repetition.second)).map { _ in code(codes) })
    pairs.repetition = repetition
    return pairs
  }
}
