internal import ModelFormat

/// How far the changes of a pass may move a code.
struct ChangeLimit {
  /// The largest change that is accepted, in codes.
  let codes: Int
  /// Whether a change without a bound is too large; a pass's own limit is only for what it computes.
  let requiresBounds: Bool

  /// A change that is too large.
  struct Excess {
    let change: Change
    /// How far it may move a code; infinite if it has no bound.
    let codes: Double
    /// What the report says where the change is left out.
    let reason: String
    /// The error where it is not.
    let error: Diagnostic
  }

  /// The changes to a model that are too large, in their order.
  func excesses(among steps: [PassRunner.Step], of model: Model) -> [Excess] {
    // Looked for once, and only for a change of floats.
    lazy var hasCodes = model.hasCodes
    return steps.compactMap { step in
      let (change, certificate) = (step.change, step.certificate)
      guard let found = certificate.maxErrorCodes else {
        // In a model without codes, a bound in real numbers is a bound.
        guard requiresBounds, !certificate.isBoundedFloat || hasCodes else { return nil }
        let why = certificate.reason
        return Excess(
          change: change, codes: .infinity,
          reason: "the change has no bound (\(why)); --allow-unbounded accepts it",
          error: .notBounded(change.pass, why, at: model.place(of: change)))
      }
      guard found > Double(codes) else { return nil }
      let error = Diagnostic.boundExceeded(
        change.pass, found: found, allowed: codes, at: model.place(of: change))
      return Excess(change: change, codes: found, reason: error.what, error: error)
    }
  }
}

extension Certificate {
  /// Whether it bounds floats, in real numbers.
  fileprivate var isBoundedFloat: Bool {
    guard case .float = self else { return false }
    return basis.isBound
  }

  /// Why there is no bound in codes.
  fileprivate var reason: String {
    switch self {
    case .bound(let certificate): certificate.reason
    case .weights(let certificate): certificate.noBound ?? "there is no bound"
    case .float(let certificate) where certificate.bound == nil:
      "its floats were compared at \(certificate.points) inputs only"
    case .float: "it changes floats, which may affect quantized tensors"
    case .codes, .exact: "its output has no scale"
    }
  }
}

extension Model {
  /// True if a value between operators, or an input or output, is a code.
  fileprivate var hasCodes: Bool {
    subgraphs.contains { subgraph in
      subgraph.tensors.contains {
        !$0.isConstant && !$0.type.isFloat && $0.quantization?.storedScales.isEmpty == false
      }
    }
  }
}
