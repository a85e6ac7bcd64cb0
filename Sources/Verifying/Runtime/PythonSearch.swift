internal import Glibc
public import ModelFormat

/// Where to look for a Python that has LiteRT.
public struct PythonSearch: Sendable {
  /// The one to use and no other, as the caller named it; nil where it named none.
  let named: FilePath?

  /// A search that is over where the caller, or the environment's `TFLENS_PYTHON`, names a Python.
  ///
  /// Else the project's own, `.venv/bin/python` in this folder or one above, is tried first, then
  /// `python3` on the PATH.
  public init(named: FilePath?) {
    self.named = named ?? Self.variable("TFLENS_PYTHON").map { FilePath($0) }
  }

  /// A place that was looked at.
  struct Place {
    /// The program; nil where there is none that can be run.
    let program: FilePath?
    /// What it is called in a message.
    let name: String
  }

  /// The places in the order in which they are tried.
  var places: [Place] {
    if let named {
      let program = named.bytes.contains(Self.slash) ? Self.runnable(named) : Self.onPath(named)
      return [Place(program: program, name: "'\(named.description.escapedForDisplay)'")]
    }
    return [
      Place(program: Self.aboveHere(), name: "the project's .venv/bin/python"),
      Place(program: Self.onPath(FilePath("python3")), name: "'python3' on the PATH"),
    ]
  }

  private static let slash = UInt8(ascii: "/")

  private static func aboveHere() -> FilePath? {
    guard let here = getcwd(nil, 0) else { return nil }
    defer { free(here) }
    var folder = Array(UnsafeRawBufferPointer(start: here, count: strlen(here)))
    while true {
      let candidate = FilePath(bytes: folder + Array("/.venv/bin/python".utf8))
      if let found = runnable(candidate) { return found }
      guard let end = folder.lastIndex(of: slash) else { return nil }
      folder.removeSubrange(end...)
    }
  }

  private static func onPath(_ name: FilePath) -> FilePath? {
    (variable("PATH") ?? "").split(separator: ":").lazy
      .compactMap { runnable(FilePath(bytes: Array($0.utf8) + [slash] + name.bytes)) }.first
  }

  private static func runnable(_ path: FilePath) -> FilePath? {
    let terminated = path.bytes.map { CChar(bitPattern: $0) } + [0]
    var status = stat()
    guard stat(terminated, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      access(terminated, X_OK) == 0
    else { return nil }
    return path
  }

  private static func variable(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }
}
