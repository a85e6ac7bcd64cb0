internal import Glibc
public import ModelFormat

/// The places to look for a Python that has the runtimes.
///
/// Only places that the user chose: a `.venv` in the current folder may be part of an untrusted checkout.
public struct PythonSearch: Sendable {
  /// The only one to use, if the caller named one.
  let named: FilePath?

  /// A search that only uses the Python named by the caller, or by `TFLENS_PYTHON` in the environment.
  ///
  /// Otherwise, that of the active virtual environment (`VIRTUAL_ENV`) is tried first, then `python3` on the
  /// PATH.
  public init(named: FilePath?) {
    self.named = named ?? Self.variable("TFLENS_PYTHON").map { FilePath($0) }
  }

  /// A place that was searched.
  struct Place {
    /// The program; nil if it cannot be run.
    let program: FilePath?
    /// Its name in messages.
    let name: String
  }

  /// The places in the order in which they are tried.
  var places: [Place] {
    if let named {
      let program = named.bytes.contains(Self.slash) ? Self.runnable(named) : named.onPath
      return [Place(program: program, name: "'\(named.description.escapedForDisplay)'")]
    }
    let environment = Self.variable("VIRTUAL_ENV").map { folder in
      let path = FilePath(bytes: Array(folder.utf8) + Array("/bin/python".utf8))
      return Place(
        program: folder.hasPrefix("/") ? Self.runnable(path) : nil,
        name: "'\(path.description.escapedForDisplay)' of VIRTUAL_ENV")
    }
    let python = Place(program: FilePath("python3").onPath, name: "'python3' on the PATH")
    return [environment, python].compactMap(\.self)
  }

  private static let slash = UInt8(ascii: "/")

  private static func runnable(_ path: FilePath) -> FilePath? {
    path.isRunnable ? path : nil
  }

  private static func variable(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }
}
