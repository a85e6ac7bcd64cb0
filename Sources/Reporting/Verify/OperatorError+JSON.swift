internal import ModelFormat
internal import Verifying

extension JSONWriter {
  /// Writes the errors of an operator.
  func write(_ error: OperatorError) throws {
    try object {
      try member("operator", error.op.index)
      try member("op", error.op.code.name)
      try member("name", named: error.tensor.name?.text ?? "")
      try key("a")
      if let pair = error.path?.pair {
        try object {
          try member("tensor", Int(pair.a.index.rawValue))
          try member("type", pair.a.type.name)
        }
      } else {
        null()
      }
      try side("b", error.tensor)
      try write("own_error", error.own)
      try write("path_error", error.path)
      try member("not_run_alone", error.reason)
    }
  }

  private func write(_ name: String, _ difference: TensorDifference?) throws {
    try key(name)
    guard let difference, let figures = difference.figures else { return null() }
    try object {
      try member("sqnr_db", figures.signalToNoise)
      try member("rmse_over_scale", difference.errorOverScale)
      try member("max_abs", figures.maxAbs)
      try member("max_codes", figures.maxCodes)
    }
  }
}
