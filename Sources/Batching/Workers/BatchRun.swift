internal import Auditing
internal import Glibc
internal import ModelFormat

/// A running batch: models go to workers, records come back.
///
/// One thread waits for all workers at once. A record is written to the sinks as soon as it arrives.
public final class BatchRun {
  /// Options of a run.
  public struct Options: Sendable {
    /// The number of workers.
    public var jobs = 1
    /// The time limit for a model, in seconds.
    public var timeout = 60.0
    /// How workers are started.
    public var worker: WorkerCommand

    /// One worker, and a minute per model.
    public init(worker: WorkerCommand) { self.worker = worker }
  }

  private let items: [BatchItem]
  private let options: Options
  private let writer: RecordWriter
  private let known: [String: KnownRecord]
  private let sinks: [any RecordSink]
  private let progress: ((BatchTally, Int) -> Void)?
  private var tally = BatchTally()
  private var workers: [WorkerProcess] = []
  private var next = 0
  /// Models that were queued at a worker that died before their turn.
  private var again: [Int] = []
  private var isStopping = false
  private var finished: [FinishedRecord] = []

  /// Two small models take less time than a request takes to travel.
  private static let longestQueue = 16
  /// The longest time between two updates of progress and checks of the clock, in milliseconds.
  private static let tick: Int32 = 100

  /// A run over `items`.
  ///
  /// - Parameters:
  ///   - known: the existing records, by id.
  ///   - sinks: where records go.
  ///   - progress: called ten times a second with the progress.
  public init(
    _ items: [BatchItem], versions: BatchVersions, options: Options,
    known: [String: KnownRecord] = [:], sinks: [any RecordSink],
    progress: ((BatchTally, Int) -> Void)? = nil
  ) {
    self.items = items
    self.options = options
    writer = RecordWriter(versions: versions)
    self.known = known
    self.sinks = sinks
    self.progress = progress
  }

  /// Works until every model has its record, or a signal asks to stop.
  ///
  /// After the first SIGINT or SIGTERM, models in progress are finished; a second one stops them.
  public func run() throws -> BatchTally {
    signal(SIGPIPE, SIG_IGN)
    let requests = StopRequests.listen()
    defer { requests.end() }
    defer { workers.forEach { $0.end(killing: true) } }
    while true {
      if requests.count > 0 { isStopping = true }
      if requests.count > 1 { break }
      try give()
      try deliver()
      progress?(tally, items.count)
      let isWorking = workers.contains { !$0.tasks.isEmpty }
      if !isWorking && (isStopping || (next >= items.count && again.isEmpty)) { break }
      try wait()
    }
    try deliver()
    if requests.count < 2 {
      workers.forEach { $0.dismiss() }
      workers = []
    }
    tally.wasStopped = isStopping && tally.done < items.count
    for sink in sinks { try sink.finish() }
    return tally
  }

  /// Gives each worker enough to do, and starts more if needed.
  private func give() throws {
    guard !isStopping else { return }
    var now = Clock.now
    while let item = try nextItem() {
      if workers.count < options.jobs, !workers.contains(where: \.tasks.isEmpty) {
        workers.append(try WorkerProcess(options.worker))
        now = Clock.now
      }
      let candidates = workers.filter { $0.tasks.count < queueLength(of: $0) }
      guard let worker = candidates.min(by: { $0.tasks.count < $1.tasks.count }) else {
        again.insert(item, at: 0)
        return
      }
      let question = WorkerMessage.question(items[item], known: knownHash(of: items[item]))
      worker.ask(item, question, now: now)
    }
  }

  /// Slow models are not queued, so that any worker can still take them.
  private func queueLength(of worker: WorkerProcess) -> Int {
    worker.lastDuration < 0.005 ? Self.longestQueue : 1
  }

  private func nextItem() throws -> Int? {
    if !again.isEmpty { return again.removeFirst() }
    while next < items.count, sinks.allSatisfy({ $0.takes(next) }) {
      defer { next += 1 }
      guard let failure = items[next].failure else { return next }
      finish(next, try writer.record(items[next], failure))
    }
    return nil
  }

  private func knownHash(of item: BatchItem) -> String? {
    guard let known = known[item.id], known.isAbout(item) else { return nil }
    return known.sha256
  }

  /// Waits for the next event, and handles it.
  private func wait() throws {
    var polls = workers.map { worker in
      pollfd(fd: worker.output, events: Int16(POLLIN), revents: 0)
    }
    let waiting = workers.filter(\.hasOutgoing)
    polls += waiting.map { pollfd(fd: $0.inputDescriptor, events: Int16(POLLOUT), revents: 0) }
    guard poll(&polls, nfds_t(polls.count), Self.tick) >= 0 else { return }
    waiting.forEach { $0.send() }

    let now = Clock.now
    for (worker, poll) in zip(workers, polls) {
      let isThere = poll.revents == 0 || worker.receive()
      while let (item, answer) = worker.answer(now: now) {
        switch answer {
        case .record(let record): finish(item, record)
        case .unchanged: known[items[item].id].map { tally.count($0) }
        }
      }
      if !isThere {
        try bury(worker, because: .workerDied(worker.end(killing: false)))
      } else if let task = worker.tasks.first, now - task.since > options.timeout {
        worker.end(killing: true)
        try bury(worker, because: .timeout(seconds: options.timeout))
      }
    }
  }

  /// Handles the end of a worker: the model in progress is to blame, the others are not.
  private func bury(_ worker: WorkerProcess, because failure: BatchFailure) throws {
    workers.removeAll { $0 === worker }
    guard worker.isReady else {
      throw Diagnostic.workerEndedEarly(failure)
    }
    guard let task = worker.tasks.first else { return }
    finish(task.item, try writer.record(items[task.item], failure))
    again += worker.tasks.dropFirst().map(\.item)
  }

  private func finish(_ item: Int, _ record: BatchRecord) {
    tally.count(record)
    finished.append(FinishedRecord(position: item, item: items[item], record: record))
  }

  private func deliver() throws {
    guard !finished.isEmpty else { return }
    for sink in sinks { try sink.write(finished) }
    finished.removeAll(keepingCapacity: true)
  }
}
