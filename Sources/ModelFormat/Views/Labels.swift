// How operators, tensors and their places are named wherever a person reads them. Names in a model are
// untrusted: they are escaped, and truncated if they are long.

extension RawText {
  /// The text for display: escaped for a terminal, and truncated after 80 bytes.
  public var label: String { label(atMost: 80) }

  fileprivate func label(atMost longest: Int) -> String {
    guard bytes.count > longest else { return text.escapedForDisplay }
    // The last character may be incomplete.
    let whole = beginning(of: longest).unicodeScalars.reversed().drop { $0 == "\u{fffd}" }
    return String(String.UnicodeScalarView(whole.reversed())).escapedForDisplay + "..."
  }
}

extension OperatorCode {
  /// `CONV_2D`; `CUSTOM 'MyOperator'` for a custom operator with a name.
  public var displayName: String {
    guard builtin == .custom, let name = customCode else { return builtin.name }
    return "CUSTOM '\(name.label)'"
  }
}

extension Operator {
  /// `operator 12 (CONV_2D)`.
  public var label: String { "operator \(index) (\(code.displayName))" }
}

extension Tensor {
  /// `tensor 7 (conv1/bias)`; `tensor 7` if it has no name.
  ///
  /// Converters write names of any length, and the index identifies the tensor: 40 bytes fit into a line.
  public var label: String {
    guard let name = name?.label(atMost: 40), !name.isEmpty else {
      return "tensor \(index.rawValue)"
    }
    return "tensor \(index.rawValue) (\(name))"
  }
}

extension Subgraph {
  /// `tensor 7 (conv1/bias)`, by the tensor's index.
  public func label(of tensor: TensorIndex) -> String {
    let all = tensors
    guard !tensor.isAbsent, tensor.position < all.count else { return "tensor \(tensor.rawValue)" }
    return all[tensor.position].label
  }

  /// The subgraph's place in its model.
  public var place: Place { Place(["subgraph \(index)"]) }

  /// The place of an operator of the subgraph.
  public func place(of op: Operator) -> Place { place.appending(op.label) }

  /// The place of a tensor of the subgraph.
  public func place(of tensor: Tensor) -> Place { place.appending(tensor.label) }
}

extension Place {
  /// `12`; `1:12` for operator 12 of subgraph 1, as shown in a column of tables.
  public static func column(operator index: Int, subgraph: Int) -> String {
    subgraph == 0 ? "\(index)" : "\(subgraph):\(index)"
  }
}
