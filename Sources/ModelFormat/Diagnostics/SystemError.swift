internal import Glibc

/// The operating system's errors.
package enum SystemError {
  /// Returns what the operating system calls an error.
  ///
  /// This is a function with a name, not an initializer of `String`: `map(String.init)` would choose such an
  /// initializer for `Int32`, and print shapes as errors.
  ///
  /// - Parameter number: A value of `errno`.
  package static func words(_ number: Int32) -> String {
    strerror(number).map { String(cString: $0) } ?? "error \(number)"
  }
}
