internal import ModelFormat

/// The file from which a runtime reads a model: the model's own, or a copy without a name.
struct RuntimeFile {
  /// A path that opens it, as long as this value lives.
  let path: FilePath
  /// Nil for the model's own file.
  private let copy: PrivateFile?

  /// - Parameter file: the file that holds the model and nothing else; nil if there is none.
  /// - Throws: `not-writable` if a copy cannot be written, `cut-while-reading` if the model's file
  ///   became shorter meanwhile.
  init(_ model: Model, in file: FilePath?) throws(Diagnostic) {
    if let file {
      (path, copy) = (file, nil)
      return
    }
    do throws(SystemError) {
      let copy = try PrivateFile()
      try model.file.bytes(in: 0..<model.file.byteCount).forEachChunk {
        (chunk) throws(SystemError) in try SystemCall.write(chunk, to: copy.descriptor)
      }
      (path, self.copy) = (copy.path, copy)
    } catch {
      throw .notCopied(error)
    }
    try model.file.checkUnchanged()
  }
}
