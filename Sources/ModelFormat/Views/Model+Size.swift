extension Model {
  /// The bytes behind the furthest one that the tables or data outside them reach, without the
  /// padding to 16: an appended zip archive, say.
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
    let padded = (furthest + 15) / 16 * 16
    return max(0, file.byteCount - Int(padded))
  }
}
