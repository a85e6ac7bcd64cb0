import ArgumentParser

extension TFLens {
  /// `tflens batch`: audits many models in parallel, and queries the results.
  struct Batch: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "batch",
      abstract: "Audit many models in parallel, with resume.",
      discussion: """
        Each model gets one record, even if it cannot be read: a line of NDJSON, rows of a \
        SQLite database, or both. With --output or --database, the same command resumes an interrupted run where it \
        stopped, and skips models that have not changed. `check` is the default subcommand; \
        `tflens batch check --help` lists its options.

        Examples:
          tflens batch models --recursive --output zoo.ndjson
          tflens batch models --recursive --database zoo.sqlite
          find / -name '*.tflite' -print0 | tflens batch --manifest - -0 > zoo.ndjson
          tflens batch --manifest list.txt --shard 3/8 --output part3.ndjson
          tflens batch app.apk
          tflens batch query findings_by_rule zoo.sqlite
          tflens batch report zoo.sqlite

        Exit status: 0 done; 1 findings at or above --fail-on; 2 usage; 3 the output, the \
        database or the manifest cannot be used; 4 some models could not be read, \
        whether or not others have findings; 130 stopped by SIGINT or SIGTERM, finished records kept.
        """,
      subcommands: [BatchCheck.self, BatchQuery.self, BatchReport.self],
      defaultSubcommand: BatchCheck.self
    )
    .under("tflens")
  }
}
