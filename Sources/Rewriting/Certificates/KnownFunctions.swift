internal import ModelFacts
internal import ModelFormat

/// Certificates of element-wise functions that were computed before, because many operators may compute the
/// same.
struct KnownFunctions {
  private struct Entry {
    let claim: FunctionClaim
    let (old, new): (Ends, Ends)
    let certificate: Certificate
  }

  /// How many functions are kept; searching more would cost more than computing one.
  private static let most = 16

  private var entries: [Entry] = []

  /// The certificate of the same function of the same codes with the same claim; nil if none was computed.
  func certificate(of claim: FunctionClaim, _ old: Ends, _ new: Ends) -> Certificate? {
    guard Self.isSelfContained(old, new) else { return nil }
    return entries.first { known in
      known.claim.asksTheSame(as: claim) && known.old.isSameFunction(as: old)
        && known.new.isSameFunction(as: new)
    }?.certificate
  }

  /// Keeps a certificate, and drops the oldest.
  mutating func keep(_ certificate: Certificate, of claim: FunctionClaim, _ old: Ends, _ new: Ends)
  {
    guard Self.isSelfContained(old, new) else { return }
    if entries.count == Self.most { entries.removeFirst() }
    entries.append(Entry(claim: claim, old: old, new: new, certificate: certificate))
  }

  /// True if nothing before the input matters, because its codes represent the same numbers as before.
  private static func isSelfContained(_ old: Ends, _ new: Ends) -> Bool {
    old.input.grid != nil && old.input.grid == new.input.grid
  }
}

extension FunctionClaim {
  fileprivate func asksTheSame(as other: Self) -> Bool {
    factor == other.factor && factorOfReal == other.factorOfReal
      && isHardSwish == other.isHardSwish
  }
}

extension Ends {
  /// True if both consist of the same operators with the same constants, and inputs and outputs have the same
  /// quantization.
  fileprivate func isSameFunction(as other: Ends) -> Bool {
    var visits = 0
    return isSame(output.tensor, other.output.tensor, other, &visits)
  }

  /// The limit of operators that a comparison visits; functions that passes write have fewer.
  private static let mostVisits = 32

  private func isSame(_ a: Tensor, _ b: Tensor, _ other: Ends, _ visits: inout Int) -> Bool {
    visits += 1
    guard visits <= Self.mostVisits, a.type == b.type, a.isConstant == b.isConstant,
      Array(a.shape) == Array(b.shape), QuantizedTensor(a).grid == QuantizedTensor(b).grid
    else { return false }
    let isInput = a.index == input.tensor.index
    guard isInput == (b.index == other.input.tensor.index) else { return false }
    if isInput { return true }
    if a.isConstant { return a.buffer == b.buffer }
    guard let producer = graph.producer(of: a.index), let twin = other.graph.producer(of: b.index),
      producer.hasSameMeaning(as: twin), producer.code.version == twin.code.version,
      producer.inputs.count == twin.inputs.count, producer.outputs.count == 1,
      twin.outputs.count == 1
    else { return false }
    for (first, second) in zip(producer.inputs, twin.inputs) {
      guard let first = graph.tensor(first), let second = other.graph.tensor(second) else {
        return false
      }
      guard isSame(first, second, other, &visits) else { return false }
    }
    return true
  }
}
