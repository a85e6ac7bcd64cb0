import Foundation
import TestSupport
import Testing

/// The scripts of examples/ come to the same records as one `tflens batch`.
@Suite struct ExamplesTests {
  private static let examples = Places.project.appending(path: "examples")
  private static let sparkPython = Places.project.appending(path: ".venv-spark/bin/python")

  @Test func aSlurmArrayMakesTheSameRecords() throws {
    try withList(30) { folder, whole in
      for task in 1...3 {
        let outcome = try Program.run(
          Self.examples.appending(path: "slurm.sh"), ["list.txt", "out"], in: folder,
          environment: [
            "TFLENS": Places.program.path, "SLURM_ARRAY_TASK_ID": "\(task)",
            "SLURM_ARRAY_TASK_COUNT": "3", "SLURM_CPUS_PER_TASK": "2",
          ])
        #expect(outcome.status == 0, "\(outcome.errorText)")
      }
      #expect(try parts(folder, 3) == whole)
    }
  }

  @Test(.enabled(if: Program.find("parallel") != nil, "GNU parallel, which `make test` installs"))
  func partsOfGNUParallelMakeTheSameRecords() throws {
    try withList(30) { folder, whole in
      for _ in 1...2 {
        let outcome = try Program.run(
          Self.examples.appending(path: "parallel.sh"), ["list.txt", "out", "4", "--jobs", "2"],
          in: folder, environment: ["TFLENS": Places.program.path])
        #expect(outcome.status == 0, "\(outcome.errorText)")
        #expect(try parts(folder, 4) == whole)
      }
    }
  }

  @Test(
    .enabled(
      if: FileManager.default.fileExists(atPath: sparkPython.path)
        && Program.find("java") != nil, "Spark, which `make test` installs"))
  func aSparkClusterMakesTheSameRecords() throws {
    try withList(40) { folder, whole in
      let outcome = try Program.run(
        Self.sparkPython,
        [
          BatchProgram.path(ofScript: "spark_cluster"), folder.appending(path: "list.txt").path,
          folder.appending(path: "records.parquet").path,
        ], in: folder,
        environment: [
          "TFLENS": Places.program.path,
          // A machine may not know its own name.
          "SPARK_LOCAL_IP": "127.0.0.1",
          // Code that runs for seconds is not worth the second compiler.
          "JAVA_TOOL_OPTIONS": "-XX:TieredStopAtLevel=1",
        ])
      #expect(outcome.status == 0, "\(outcome.errorText)")
      #expect(outcome.errorText.contains("killed 2\n"), "\(outcome.errorText)")
      #expect(outcome.text.split(separator: "\n").map(String.init).sorted() == whole)
    }
  }

  private func parts(_ folder: URL, _ count: Int) throws -> [String] {
    try (1...count).flatMap { part in
      try BatchProgram.sortedLines(folder.appending(path: "out/part-\(part).ndjson"))
    }.sorted()
  }

  /// A list of models, and the records of all of them, sorted.
  private func withList(_ count: Int, _ body: (URL, [String]) throws -> Void) throws {
    try Places.withTemporaryFolder { folder in
      let zoo = folder.appending(path: "zoo").path
      try BatchProgram.script("make_zoo", zoo, "\(count)")
      let list = try Program.run(
        URL(filePath: "/usr/bin/find"), [zoo, "-name", "*.tflite"], in: folder)
      try list.output.write(to: folder.appending(path: "list.txt"))
      let whole = try BatchProgram.run(["--manifest", "list.txt", "--quiet"], in: folder)
      try body(folder, whole.text.split(separator: "\n").map(String.init).sorted())
    }
  }
}
