extension Model {
  /// The number of bytes after the tables and the data outside them, such as an appended zip archive, without
  /// zeros that pad to 16.
  public var trailingByteCount: Int {
    var furthest = file.furthestTableByte
    for buffer in buffers {
      if let range = buffer.outside { furthest = max(furthest, range.offset + range.size) }
    }
    for subgraph in subgraphs {
      for op in subgraph.operators {
        if let range = op.largeCustomOptions { furthest = max(furthest, range.offset + range.size) }
      }
    }
    let end = Int(furthest)
    let boundary = (end + 15) / 16 * 16
    let padding = file.storage.bytes(from: end, count: boundary - end).prefix { $0 == 0 }.count
    return max(0, file.byteCount - end - padding)
  }
}
