internal import Glibc

extension String {
  /// What the operating system calls an error, by its number (`errno`).
  package init(systemError number: Int32) {
    self = strerror(number).map { String(cString: $0) } ?? "error \(number)"
  }
}
