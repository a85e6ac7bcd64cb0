internal import MemoryPlanning
internal import ModelFormat

/// Flags a model whose file does not fit into the flash of a target.
struct FileOverFlash: Rule {
  static let info = RuleInfo(
    id: "T002",
    name: "file-over-flash",
    summary: "The model file does not fit into the flash of the target",
    rationale: """
      A microcontroller reads the model from its flash, which also holds the program: a file that \
      is larger than all of the flash cannot be stored.
      """,
    remedy: """
      Use fewer channels, quantize float weights, or keep the model in external memory; `tflens \
      inspect` lists the bytes of each layer.
      """,
    source: "tflens: the size of the file",
    severity: .error,
    needsMemory: true)

  func check(_ context: AuditContext) -> [Finding] {
    let size = context.model.file.byteCount
    return context.memories.compactMap { limit in
      guard limit.holdsFile(ofByteCount: size) == false, let flash = limit.flashByteCount
      else { return nil }
      return finding(
        "the file has \(size) bytes; \(limit.target.escapedForDisplay) has \(flash.counted("byte")) of flash",
        at: .model,
        values: [
          FindingValue("target", limit.target), FindingValue("file_bytes", size),
          FindingValue("flash_bytes", flash),
        ])
    }
  }
}
