import ArgumentParser
import Batching
import Glibc
import ModelFormat

/// Where the records of a batch go.
struct BatchOutput: ParsableArguments {
  enum Format: String, CaseIterable, ExpressibleByArgument { case ndjson }

  @Option(help: "The SQLite database to write, or to go on with.")
  var database: FilePath?

  @Option(name: [.short, .long], help: "The file of records to write, or to go on with.")
  var output: FilePath?

  @Option(
    help: """
      How records are printed: ndjson, a line a model. They go to standard output where neither \
      --output nor --database is given, or where this is.
      """)
  var format: Format?

  @Flag(name: [.short, .long], help: "Print errors only, no progress.")
  var quiet = false

  @Flag(help: "Exit with 0 whatever the models are like, as long as each has its record.")
  var exitZero = false

  /// The places for records, and what is known from them already.
  func sinks(
    _ versions: BatchVersions
  ) throws -> (all: [any RecordSink], known: [String: KnownRecord]) {
    var all: [any RecordSink] = []
    var known: [String: KnownRecord]?
    func add(_ sink: any RecordSink, _ records: [String: KnownRecord]) {
      all.append(sink)
      // A model is done where every place has its record.
      known = known?.filter { records[$0.key] == $0.value } ?? records
    }
    if let output, !output.isStandardInput {
      let file = try RecordFile(output)
      add(file, try file.known(versions))
    }
    if let database {
      let zoo = try ZooDatabase(database)
      add(zoo, try zoo.known(versions))
      try zoo.begin(versions)
    }
    let isPrinted =
      output == nil ? database == nil || format != nil : output?.isStandardInput == true
    if isPrinted { add(OrderedRecords(StandardOutput.write), [:]) }
    return (all, known ?? [:])
  }
}
