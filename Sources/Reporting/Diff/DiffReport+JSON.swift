internal import Comparing
internal import MemoryPlanning
internal import ModelFormat

extension DiffReport {
  /// Writes the members of the JSON form.
  public func writeMembers(to json: JSONWriter) throws {
    for (name, path) in [("a", a), ("b", b)] {
      try json.key(name)
      try json.object { try json.member("path", path.description) }
    }
    try json.member("same", isUneventful)
    try writeStructure(to: json)
    try json.key("quantization_changes")
    try json.array(of: comparison.quantization) { try write($0, to: json) }
    try json.key("weight_changes")
    try json.array(of: shown(comparison.weights)) { try write($0, to: json) }
    try json.key("file_changes")
    try json.array(of: shown(comparison.file)) { try write($0, to: json) }
    try json.key("name_changes")
    try json.array(of: shown(comparison.names)) { change in
      try json.object {
        try json.member("subject", change.subject.rawValue)
        try json.member("value_a", change.a)
        try json.member("value_b", change.b)
      }
    }
    if let memory {
      try json.key("memory")
      try json.object {
        for (name, totals) in [("a", memory.a), ("b", memory.b)] {
          try json.key(name)
          try json.object { try totals.writeMembers(to: json) }
        }
      }
    }
    try json.key("summary")
    try json.object {
      for (name, count) in counts { try json.member(name, count) }
    }
  }

  /// The list, or an empty one if only quantization is shown.
  private func shown<Element>(_ list: [Element]) -> [Element] { isQuantizationOnly ? [] : list }

  private func writeStructure(to json: JSONWriter) throws {
    try json.key("interface_changes")
    try json.array(of: shown(comparison.interface)) { try write($0, to: json) }
    try json.key("replacements")
    try json.array(of: shown(comparison.replacements)) { group in
      try json.object {
        try json.member("change", group.kind)
        try json.member("subgraph", group.subgraph.index)
        try json.member("output_name", group.output?.name)
        for (name, operators) in [("operators_a", group.a), ("operators_b", group.b)] {
          try json.key(name)
          try json.array(of: operators) { op in
            try json.object {
              try json.member("operator", op.index)
              try json.member("op", op.code.name)
            }
          }
        }
      }
    }
    try json.key("operator_changes")
    try json.array(of: shown(comparison.operators)) { change in
      try json.object {
        try json.member("subgraph", change.subgraph.index)
        try json.member("operator_a", change.a.index)
        try json.member("operator_b", change.b.index)
        try json.member("op", change.a.code.name)
        try write(change.difference, to: json)
      }
    }
    try json.key("tensor_changes")
    try json.array(of: shown(comparison.tensors)) { change in
      try json.object {
        try write(change.tensor, to: json)
        try write(change.difference, to: json)
      }
    }
  }

  private func write(_ change: ValueChange, to json: JSONWriter) throws {
    try json.object {
      try json.member("subject", change.subject.rawValue)
      try json.member("name", change.name)
      try json.member("field", change.field)
      try json.member("value_a", change.a)
      try json.member("value_b", change.b)
    }
  }

  private func write(_ difference: FieldDifference, to json: JSONWriter) throws {
    try json.member("field", difference.field)
    try json.member("value_a", difference.a)
    try json.member("value_b", difference.b)
  }

  private func write(_ tensor: TensorMatch, to json: JSONWriter) throws {
    try json.member("subgraph", tensor.subgraph.index)
    try json.member("tensor_a", tensor.a.index.position)
    try json.member("tensor_b", tensor.b.index.position)
    try json.member("name", tensor.a.name)
  }

  private func write(_ change: QuantizationChange, to json: JSONWriter) throws {
    try json.object {
      try write(change.tensor, to: json)
      try json.member("granularity_a", change.granularity.a)
      try json.member("granularity_b", change.granularity.b)
      try json.key("scale_change")
      if let scales = change.scales {
        try json.object {
          try json.member("changed_count", scales.changedCount)
          try json.member("count", scales.count)
          try json.key("scale_a")
          json.value(scales.a)
          try json.key("scale_b")
          json.value(scales.b)
          try json.member("percent", figure: scales.percent)
          try json.key("float32_steps")
          json.value(scales.float32Steps)
        }
      } else {
        json.null()
      }
      try json.key("zero_point_change")
      if let zeroPoints = change.zeroPoints {
        try json.object {
          try json.member("changed_count", zeroPoints.changedCount)
          try json.key("zero_point_a")
          json.value(zeroPoints.a)
          try json.key("zero_point_b")
          json.value(zeroPoints.b)
        }
      } else {
        json.null()
      }
      try json.key("other_changes")
      try json.array(of: change.others) { difference in
        try json.object { try write(difference, to: json) }
      }
      try json.member("data_changed", change.isDataChanged)
    }
  }

  private func write(_ change: WeightChange, to json: JSONWriter) throws {
    let figures = change.figures
    try json.object {
      try write(change.tensor, to: json)
      try json.member("type_a", change.tensor.a.type.name)
      try json.member("type_b", change.tensor.b.type.name)
      try json.member("bytes_a", change.byteCounts.a)
      try json.member("bytes_b", change.byteCounts.b)
      try json.member("elements", figures?.elementCount)
      try json.member("changed_elements", figures?.changedCount)
      try json.member("max_codes", figure: figures?.codes?.largest)
      try json.member("mean_codes", figure: figures?.codes?.mean)
      try json.member("max_abs", figure: figures?.real?.largest)
      try json.member("mean_abs", figure: figures?.real?.mean)
      try json.member("signal_to_noise_db", figure: figures?.signalToNoise)
      try json.member("parameters_changed", change.isQuantizationChanged)
    }
  }
}
