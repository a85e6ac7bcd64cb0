import ArgumentParser

/// Finite numbers with commas between, such as `123.7,116.3,103.5`.
struct NumberList: ExpressibleByArgument {
  let numbers: [Double]

  init?(argument: String) {
    let words = argument.split(separator: ",", omittingEmptySubsequences: false)
    numbers = words.compactMap { Double($0) }.filter(\.isFinite)
    guard numbers.count == words.count else { return nil }
  }
}
