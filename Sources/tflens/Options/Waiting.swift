import Dispatch
import Synchronization

/// Calls asynchronous work from a synchronous command.
enum Waiting {
  /// Runs `work` on other threads and waits for its result.
  static func result<Value: Sendable, Failure: Error>(
    of work: @escaping @Sendable () async throws(Failure) -> Value
  ) -> Result<Value, Failure> {
    let done = DispatchSemaphore(value: 0)
    let box = Box<Result<Value, Failure>>()
    Task {
      let result: Result<Value, Failure>
      do throws(Failure) { result = .success(try await work()) } catch { result = .failure(error) }
      box.content.withLock { $0 = result }
      done.signal()
    }
    while true {
      done.wait()
      if let result = box.content.withLock({ $0 }) { return result }
    }
  }

  private final class Box<Content: Sendable>: Sendable {
    let content = Mutex<Content?>(nil)
  }
}
