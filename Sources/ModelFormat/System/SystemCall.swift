internal import Glibc

/// The system calls that move bytes, repeated if a signal interrupts them.
package enum SystemCall {
  /// Writes all of `bytes`.
  package static func write(
    _ bytes: UnsafeRawBufferPointer, to descriptor: Int32
  ) throws(SystemError) {
    var done = 0
    while done < bytes.count {
      let count = Glibc.write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
      guard count >= 0 || errno == EINTR else { throw SystemError() }
      done += max(count, 0)
    }
  }

  /// Writes all of `bytes`.
  package static func write(_ bytes: [UInt8], to descriptor: Int32) throws(SystemError) {
    let outcome = bytes.withUnsafeBytes { bytes in
      Result { () throws(SystemError) in try write(bytes, to: descriptor) }
    }
    try outcome.get()
  }

  /// Reads what is available, at most as much as there is room for; returns 0 at the end.
  package static func read(
    _ descriptor: Int32, into room: UnsafeMutableRawBufferPointer
  ) throws(SystemError) -> Int {
    while true {
      let count = Glibc.read(descriptor, room.baseAddress, room.count)
      if count >= 0 { return count }
      guard errno == EINTR else { throw SystemError() }
    }
  }

  /// Reads from an offset of a file until the buffer is full or the file ends; returns the number of bytes.
  package static func read(
    _ descriptor: Int32, at offset: Int, into room: UnsafeMutableRawBufferPointer
  ) throws(SystemError) -> Int {
    var done = 0
    while done < room.count {
      let count = pread(
        descriptor, room.baseAddress.map { $0 + done }, room.count - done, off_t(offset + done))
      if count == 0 { break }
      guard count > 0 || errno == EINTR else { throw SystemError() }
      done += max(count, 0)
    }
    return done
  }
}
