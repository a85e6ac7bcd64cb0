internal import ModelFacts
internal import ModelFormat

/// Checks operators against a profile.
struct OperatorJudge {
  let profile: TargetProfile

  /// A target's verdict on an operator.
  enum Verdict {
    case mapped
    case blocked([BlockReason])
    case conditional([BlockReason])
    case unknown([BlockReason])
  }

  func verdict(_ facts: OperatorFacts) -> Verdict {
    let entry: OperatorSupport
    switch listing(of: facts.op.code) {
    case .entry(let listed): entry = listed
    case .verdict(let verdict): return verdict.adding(rejections(of: facts))
    }
    var broken: [BlockReason] = []
    var open: [BlockReason] = []
    for limit in (entry.isCompiled ? [] : profile.everyOperator) + entry.limits {
      switch limit.check(facts) {
      case .met: break
      case .broken(let found, let allowed):
        broken.append(
          BlockReason(
            limit.kind, found: found, allowed: allowed, limit.sources,
            rejectsModel: limit.rejectsModel))
      case .undecided(let what): open.append(BlockReason(limit.kind, found: what, limit.sources))
      }
    }
    switch perChannelWeights(entry, facts) {
    case .met: break
    case .broken(let found, let allowed):
      broken.append(
        BlockReason(
          "per-channel-weights", found: found, allowed: allowed,
          entry.perChannelWeights?.sources ?? []))
    case .undecided(let what):
      open.append(BlockReason("per-channel-weights", found: what, entry.sources))
    }
    if !broken.isEmpty { return .blocked(broken) }
    if !open.isEmpty { return .unknown(open) }
    let conditions = entry.unchecked.filter { $0.applies(to: facts) }.map {
      BlockReason("not-checked", found: "not checked: \($0.text)", $0.sources)
    }
    return conditions.isEmpty ? .mapped : .conditional(conditions)
  }

  /// The reasons that make the compiler reject the model, whether it knows the operator or not.
  private func rejections(of facts: OperatorFacts) -> [BlockReason] {
    profile.everyOperator.filter(\.rejectsModel).compactMap { limit in
      guard case .broken(let found, let allowed) = limit.check(facts) else { return nil }
      return BlockReason(
        limit.kind, found: found, allowed: allowed, limit.sources, rejectsModel: true)
    }
  }

  enum Listing {
    case entry(OperatorSupport)
    case verdict(Verdict)
  }

  private func listing(of code: OperatorCode) -> Listing {
    let custom = code.builtin == .custom ? code.customCode?.text : nil
    return listing(
      custom.map { profile.entry(ofCustom: $0) } ?? profile.entry(of: code.builtin),
      named: code.displayName)
  }

  /// The entry of a supported operator, or the verdict if there is none.
  func listing(of builtin: BuiltinOperator, named name: String) -> Listing {
    listing(profile.entry(of: builtin), named: name)
  }

  private func listing(_ entry: OperatorSupport?, named name: String) -> Listing {
    guard let entry else {
      if let others = profile.othersUnsupported {
        return .verdict(
          .blocked([
            BlockReason(
              "operator", found: "the sources do not list \(name) as supported", others.sources)
          ]))
      }
      return .verdict(
        .unknown([BlockReason("operator", found: "no data for \(name)", [])]))
    }
    guard entry.isSupported else {
      let note = entry.note.map { " (\($0))" } ?? ""
      return .verdict(
        .blocked([
          BlockReason("operator", found: "\(name) is not supported\(note)", entry.sources)
        ]))
    }
    if let since = entry.since, let version = profile.version, version < since.value {
      return .verdict(
        .blocked([
          BlockReason(
            "version", found: "version \(version)", allowed: "\(since.value) or later for \(name)",
            since.sources)
        ]))
    }
    return .entry(entry)
  }

  private func perChannelWeights(
    _ entry: OperatorSupport, _ facts: OperatorFacts
  ) -> LimitOutcome {
    guard let wide = facts.tensors(.weights).first(where: { $0.scaleCount > 1 }) else {
      return .met
    }
    guard let allowed = entry.perChannelWeights else {
      return .undecided("no data on whether weights may be per-channel")
    }
    return allowed.value
      ? .met
      : .broken(
        found: "the weights, \(wide.tensor.label), have \(wide.scaleCount) scales",
        allowed: "per-tensor weights")
  }
}

extension OperatorJudge.Verdict {
  fileprivate func adding(_ rejections: [BlockReason]) -> Self {
    guard !rejections.isEmpty else { return self }
    if case .blocked(let reasons) = self { return .blocked(reasons + rejections) }
    return .blocked(rejections)
  }
}

extension Limit {
  /// The limit's name in a profile, as an id.
  public var kind: String {
    let key =
      switch rule {
      case .types: "types"
      case .kernelTypes: "kernel_types"
      case .conversions: "conversions"
      case .measure(let measure, _, _): measure.rawValue
      case .fusedActivations: "fused_activations"
      case .padding: "padding"
      case .constant: "constant"
      case .required: "required"
      case .same(let property): "same_\(property.rawValue)"
      case .biasLikeWeights: "bias_like_weights"
      case .quantized: "quantized"
      case .dataInsideTables: "data_inside_tables"
      case .oneScale: "one_scale"
      case .perTensor: "per_tensor"
      case .quantizedDimension: "quantized_dimension"
      case .normalScales: "normal_scales"
      case .knownVariable: "known_variable"
      case .staticShapes: "static_shapes"
      case .broadcast: "broadcast"
      case .option: "option"
      case .axes: "axes"
      }
    return key.split(separator: "_").joined(separator: "-")
  }
}
