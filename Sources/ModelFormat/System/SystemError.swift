internal import Glibc

/// The operating system's reason for a failure.
package struct SystemError: Error, Hashable {
  /// The number, as in `errno`.
  package let number: Int32

  /// An error by its number.
  package init(_ number: Int32) { self.number = number }

  /// The error of the last call.
  package init() { number = errno }

  /// The operating system's message.
  package var words: String { Self.words(number) }

  /// Returns the operating system's message for an error.
  ///
  /// This is a function with a name, not an initializer of `String`: `map(String.init)` would
  /// choose such an initializer for `Int32`, and print shapes as errors.
  ///
  /// - Parameter number: A value of `errno`.
  package static func words(_ number: Int32) -> String {
    strerror(number).map { String(cString: $0) } ?? "error \(number)"
  }
}
