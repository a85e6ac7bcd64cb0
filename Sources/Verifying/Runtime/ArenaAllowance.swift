internal import ModelFormat

/// The memory that TensorFlow Lite Micro gets here for tensors, and for what it keeps of operators.
enum ArenaAllowance {
  /// More than it needs when it keeps every tensor; memory that it does not touch costs nothing.
  ///
  /// Scratch buffers and decompressed weights are not larger than a few times the tensors, and what
  /// is kept of operators and channels is not larger than the file.
  static func byteCount(for model: Model) -> Int {
    var (sum, isExact) = (16 << 20, true)
    func add(_ count: Int, times factor: Int) {
      let (product, overflowed) = count.multipliedReportingOverflow(by: factor)
      let (total, overflowedToo) = sum.addingReportingOverflow(product)
      (sum, isExact) = (total, isExact && !overflowed && !overflowedToo)
    }
    for subgraph in model.subgraphs {
      for tensor in subgraph.tensors { add(tensor.byteCount ?? 8, times: 8) }
    }
    add(model.file.byteCount, times: 2)
    return isExact ? min(sum, largest) : largest
  }

  /// As much as a process can address; the runtime says that it is too much.
  private static let largest = 1 << 46
}
