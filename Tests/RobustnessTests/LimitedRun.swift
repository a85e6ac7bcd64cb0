import Foundation
import TestSupport

/// Runs a command on a model with 15 s of processor time and 800 MB of address space: a debug build
/// that is linear in what the file holds needs a small part of both.
func runWithLimits(_ command: String, on model: URL, in folder: URL) throws -> Outcome {
  let words: [String] = command.split(separator: " ").map(String.init)
  let options: [String] = Array(words.dropFirst())
  let isRewrite = words[0] == "rewrite"
  let line: [String] =
    isRewrite
    ? [words[0], model.path, "-o", "new.tflite"] + options : [words[0]] + options + [model.path]
  let quoted = line.map { "'\($0)'" }.joined(separator: " ")
  return try Program.run(
    URL(filePath: "/bin/sh"),
    ["-c", "ulimit -t 15; ulimit -v 800000; exec '\(Places.program.path)' \(quoted) > /dev/null"],
    in: folder)
}
