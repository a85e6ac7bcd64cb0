internal import CProcess
internal import Glibc
internal import ModelFormat

/// The command that starts a worker: the tool itself, with its hidden command.
public struct WorkerCommand: Sendable {
  /// The executable.
  public let program: String
  /// The arguments.
  public let arguments: [String]

  /// A command and its arguments; by default this program.
  public init(program: String? = nil, arguments: [String]) {
    self.program = program ?? String(cString: cprocess_executable())
    self.arguments = arguments
  }
}

/// One worker as the batch sees it: a process, two pipes, and its queue of models.
final class WorkerProcess {
  /// A model in the worker's queue.
  struct Task {
    /// Its position in the batch.
    let item: Int
    /// When the work on it began, in monotonic seconds.
    var since: Double
  }

  private let process: pid_t
  private var input: Int32
  /// The pipe with its responses.
  let output: Int32
  /// Models without a response; the first is in progress.
  private(set) var tasks: [Task] = []
  /// How long its last model took, in seconds.
  private(set) var lastDuration = 1.0
  /// Whether it has started and parsed its arguments.
  private(set) var isReady = false
  private var outgoing: [UInt8] = []
  private var incoming = MessageBuffer()
  private var piece = [UInt8](repeating: 0, count: 1 << 16)

  /// Starts a worker.
  init(_ command: WorkerCommand) throws(Diagnostic) {
    let (questions, answers) = (try Self.pipe(), try Self.pipe())
    (input, output) = (questions.write, answers.read)
    _ = fcntl(input, F_SETFL, O_NONBLOCK)
    _ = fcntl(output, F_SETFL, O_NONBLOCK)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_adddup2(&actions, questions.read, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, answers.write, STDOUT_FILENO)
    let nowhere = cprocess_nowhere()
    posix_spawn_file_actions_adddup2(&actions, nowhere, STDERR_FILENO)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      close(nowhere)
    }

    // The terminal's interrupt reaches the whole group: the batch decides what it means.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var blocked = sigset_t()
    sigemptyset(&blocked)
    for signal in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&blocked, signal) }
    posix_spawnattr_setsigmask(&attributes, &blocked)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))

    let words = ["tflens"] + command.arguments
    var process: pid_t = 0
    let reason = Self.withCStrings(words) { arguments in
      Self.withCStrings(Self.environment) { environment in
        posix_spawn(&process, command.program, &actions, &attributes, arguments, environment)
      }
    }
    self.process = process
    close(questions.read)
    close(answers.write)
    guard reason == 0 else {
      close(input)
      close(output)
      throw .workerNotStarted(reason)
    }
  }

  deinit {
    if input >= 0 { close(input) }
    close(output)
  }

  /// Whether requests wait to be sent.
  var hasOutgoing: Bool { !outgoing.isEmpty }

  /// Gives the worker a model.
  func ask(_ item: Int, _ question: [UInt8], now: Double) {
    tasks.append(Task(item: item, since: now))
    outgoing += question
    send()
  }

  /// The pipe for its requests, to wait until there is room.
  var inputDescriptor: Int32 { input }

  /// Sends as much as the pipe accepts.
  func send() {
    while !outgoing.isEmpty {
      let count = write(input, outgoing, outgoing.count)
      if count < 0 && errno == EINTR { continue }
      // If the worker is gone, its other pipe tells.
      guard count > 0 else { return }
      outgoing.removeFirst(count)
    }
  }

  /// Receives what is available; false if the worker is gone.
  func receive() -> Bool {
    while true {
      let count = read(output, &piece, piece.count)
      if count < 0 && errno == EINTR { continue }
      if count < 0 { return errno == EAGAIN }
      guard count > 0 else { return false }
      incoming.append(piece[..<count])
      if count < piece.count { return true }
    }
  }

  /// The next response, and the position of its model.
  func answer(now: Double) -> (item: Int, answer: ModelExaminer.Answer)? {
    if !isReady { isReady = incoming.take(WorkerMessage.ready) }
    guard isReady, !tasks.isEmpty, let answer = WorkerMessage.answer(from: &incoming) else {
      return nil
    }
    let task = tasks.removeFirst()
    lastDuration = now - task.since
    if !tasks.isEmpty { tasks[0].since = now }
    return (task.item, answer)
  }

  /// Ends the process if it is still running, and returns its status from `waitpid`.
  @discardableResult
  func end(killing: Bool) -> Int32 {
    if killing { kill(process, SIGKILL) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    return status
  }

  /// Closes the worker's input, so that it ends after its last request.
  func dismiss() {
    close(input)
    input = -1
    end(killing: false)
  }

  private static func pipe() throws(Diagnostic) -> (read: Int32, write: Int32) {
    var ends: [Int32] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else {
      throw .noPipe(errno)
    }
    // If another worker inherited these, this one would not notice the end of its input.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  /// The environment that this process started with.
  private static let environment: [String] = {
    var variables: [String] = []
    if var next = cprocess_environment() {
      while let variable = next.pointee {
        variables.append(String(cString: variable))
        next += 1
      }
    }
    // A crash report takes seconds, and nobody reads it.
    return variables + ["SWIFT_BACKTRACE=enable=no"]
  }()

  private static func withCStrings<Result>(
    _ words: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let pointers = words.map { strdup($0) }
    defer { pointers.forEach { free($0) } }
    return body(pointers + [nil])
  }
}
