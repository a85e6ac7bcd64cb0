internal import ModelFacts
internal import ModelFormat

extension Sourced<TargetProfile.KernelTables> {
  /// The operators of LiteRT's tables, merged with those of a profile: its limits come after those of the
  /// tables.
  ///
  /// An operator that only the profile lists stays as it is.
  func merged(
    _ operators: [OperatorSupport], _ customOperators: [OperatorSupport]
  ) -> (builtin: [OperatorSupport], custom: [OperatorSupport]) {
    let listed = Dictionary(operators.map { ($0.builtin, $0) }) { first, _ in first }
    let known = RegisteredKernels.operators
    let builtin = known.map { entry(of: $0, listed[$0]) }
    let codes = customOperators.compactMap(\.customCode)
    let custom = RegisteredKernels.custom.union(RegisteredKernels.customInXNNPACK)
      .subtracting(codes).sorted()
      .map { entry(of: .custom, code: $0, nil, limits: []) }
    return (
      builtin + operators.filter { !known.contains($0.builtin) }, customOperators + custom
    )
  }

  private func entry(of builtin: BuiltinOperator, _ own: OperatorSupport?) -> OperatorSupport {
    var limits: [Limit] = []
    if let versions = RegisteredKernels.of(builtin).versions {
      let bounds = Bounds.range(
        min: Double(versions.lowerBound), above: nil, max: Double(versions.upperBound), below: nil)
      limits.append(limit(.measure(.operatorVersion, bounds, of: .activations)))
    }
    if KernelTypes.of(builtin) != nil { limits.append(limit(.kernelTypes)) }
    return entry(of: builtin, code: nil, own, limits: limits)
  }

  private func entry(
    of builtin: BuiltinOperator, code: String?, _ own: OperatorSupport?, limits: [Limit]
  ) -> OperatorSupport {
    OperatorSupport(
      builtin: builtin, customCode: code, isCompiled: false,
      isSupported: own?.isSupported ?? true, sources: own?.sources ?? sources, note: own?.note,
      perChannelWeights: own?.perChannelWeights, since: own?.since,
      limits: limits + (own?.limits ?? []), unchecked: own?.unchecked ?? [],
      remarks: own?.remarks ?? [])
  }

  private func limit(_ rule: Limit.Rule) -> Limit {
    Limit(
      rule: rule, when: nil, unless: nil, except: [], rejectsModel: false, sources: sources)
  }
}
