import ArgumentParser
import Batching
import Glibc
import ModelFormat

/// Where the records of a batch go.
struct BatchOutput: ParsableArguments {
  enum Format: String, CaseIterable, ExpressibleByArgument { case ndjson }

  @Option(help: "SQLite database to write or resume.")
  var database: FilePath?

  @Option(name: [.short, .long], help: "File of records to write or resume.")
  var output: FilePath?

  @Option(
    help: """
      Format of records: ndjson, one line per model. Without --output, records go to standard output if this option is \
      given or if there is no --database.
      """)
  var format: Format?

  @Flag(name: [.short, .long], help: "Print errors only, no progress.")
  var quiet = false

  @Flag(help: "Exit with status 0 if every model has a record, whatever was found.")
  var exitZero = false

  /// Where records go, and the records that are already there.
  func sinks(
    _ versions: BatchVersions
  ) throws -> (all: [any RecordSink], known: [String: KnownRecord]) {
    var all: [any RecordSink] = []
    var known: [String: KnownRecord]?
    func add(_ sink: any RecordSink, _ records: [String: KnownRecord]) {
      all.append(sink)
      // A model is done if every output has its record.
      known = known?.filter { records[$0.key] == $0.value } ?? records
    }
    if let output, !output.isStandardInput {
      if let database, output.isSameFile(as: database) {
        throw Diagnostic.outputIsInUse(database).about(output)
      }
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
    if isPrinted { add(OrderedRecords(StandardOutput.offer), [:]) }
    return (all, known ?? [:])
  }
}
