import ArgumentParser

extension TFLens {
  /// `tflens batch`: many models at once, and what is known of them.
  struct Batch: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "batch",
      abstract: "Check a whole zoo of models, on every core; stop, and go on.",
      discussion: """
        Each model gets one record, whatever is wrong with it: as a line of NDJSON, as rows of a \
        SQLite database, or both. A run that was ended, in whatever way, goes on where it \
        stopped; models that have not changed are passed over. `tflens batch check --help` has \
        every option; the word check may be left out.

        Examples:
          tflens batch models --recursive > zoo.ndjson
          tflens batch models --recursive --database zoo.sqlite
          find / -name '*.tflite' -print0 | tflens batch --manifest - -0 > zoo.ndjson
          tflens batch --manifest list.txt --shard 3/8 --output part3.ndjson
          tflens batch app.apk
          tflens batch query findings_by_rule zoo.sqlite
          tflens batch report zoo.sqlite

        Exit status: 0 done; 1 findings at or above --fail-on; 2 usage; 3 the output, the \
        database or the manifest cannot be used; 4 some models could not be read; 130 stopped by \
        a signal, with what was done kept.
        """,
      subcommands: [BatchCheck.self, BatchQuery.self, BatchReport.self],
      defaultSubcommand: BatchCheck.self)
  }
}
