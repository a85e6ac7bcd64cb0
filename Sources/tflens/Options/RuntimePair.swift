import ArgumentParser
import Verifying

/// The runtimes of two models, as `litert,tflm`.
struct RuntimePair: ExpressibleByArgument {
  let (a, b): (ModelRuntime, ModelRuntime)

  init?(argument: String) {
    let names = argument.split(separator: ",", omittingEmptySubsequences: false)
    let runtimes = names.compactMap { ModelRuntime(rawValue: String($0)) }
    guard names.count == 2, runtimes.count == 2 else { return nil }
    (a, b) = (runtimes[0], runtimes[1])
  }

  static let defaultCompletionKind = CompletionKind.list(
    ModelRuntime.allCases.flatMap { first in
      ModelRuntime.allCases.map { "\(first.rawValue),\($0.rawValue)" }
    })
}
