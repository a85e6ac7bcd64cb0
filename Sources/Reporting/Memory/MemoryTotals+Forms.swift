package import MemoryPlanning

extension MemoryTotals {
  /// Writes the members of the JSON form; figures that are not exact are null.
  package func writeMembers(to json: JSONWriter) throws {
    try json.member("live_peak_bytes", livePeak.exactByteCount)
    try json.member("tflm_arena_bytes", microArena.exactByteCount)
    try json.member("litert_arena_bytes", litertArena.exactByteCount)
  }
}

extension MemoryTotals.Figure {
  /// `at least 6.1 kB`.
  package var text: String { bound + byteCount.asByteCount }

  /// `at least 6144 bytes`.
  var textInBytes: String { "\(bound)\(byteCount) bytes" }

  private var bound: String {
    switch accuracy {
    case .exact: ""
    case .atLeast: "at least "
    case .atMost: "at most "
    case .estimate: "about "
    }
  }
}
