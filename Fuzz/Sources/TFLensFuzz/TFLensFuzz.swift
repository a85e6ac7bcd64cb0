import Exercises
import Glibc

/// Which exercise this process does, for its whole life.
let exercise: String = {
  let name = getenv("EXERCISE").map { String(cString: $0) } ?? ""
  guard Exercise.names.contains(name) else {
    let words = "EXERCISE must be one of: \(Exercise.names.joined(separator: " "))\n"
    _ = write(2, words, words.utf8.count)
    exit(2)
  }
  return name
}()

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// libFuzzer, with its own arguments.
///
/// SwiftPM names the main function of an executable itself, so libFuzzer's cannot be it.
@main struct TFLensFuzz {
  static func main() {
    _ = exercise
    var count = CommandLine.argc
    var arguments = CommandLine.unsafeArgv
    exit(
      runDriver(&count, &arguments) { bytes, count in
        Exercise.run(exercise, on: Array(UnsafeBufferPointer(start: bytes, count: count)))
        return 0
      })
  }
}
