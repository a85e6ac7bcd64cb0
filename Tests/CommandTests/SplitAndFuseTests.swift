import Foundation
import TestSupport
import Testing

/// A split that is fused again leaves the model as it was.
@Suite struct SplitAndFuseTests {
  /// Where the operators that came of a split say all that HARD_SWISH said.
  ///
  /// A table or a float HARD_SWISH in their place is no spelling that is looked for, and what stands in a
  /// consumer's weights is not taken out of there.
  @Test(arguments: [
    ("digits_int8", "relu6", 11), ("digits_float32", "relu6", 11),
    ("digits_float16", "relu6", 11), ("digits_dynamic", "relu6", 11),
    ("two_signatures", "relu6", 2),
    ("outside_tables", "relu6", 11),
  ])
  func givesTheModelBack(fixture: String, strategy: String, sites: Int) throws {
    let outcome = try run(
      """
      "$TFLENS" rewrite "$MODEL" -o split.tflite --split-hard-swish=\(strategy) > report
      "$TFLENS" rewrite split.tflite -o fused.tflite --fuse-hard-swish > report
      for file in "$MODEL" split.tflite fused.tflite; do
        "$TFLENS" inspect "$file" --format json | grep -c '"op": "HARD_SWISH", .*"inputs"'
        "$TFLENS" dump "$file" --format json | sed 1,4d > $(basename "$file").dump
      done
      cmp -s "$(basename "$MODEL").dump" split.tflite.dump || echo another model
      cmp "$(basename "$MODEL").dump" fused.tflite.dump && echo the same model
      """, on: fixture)
    // Order and names too, where neither pass had to move or to make one that stays.
    #expect(outcome.text == "\(sites)\n0\n\(sites)\nanother model\nthe same model\n")
    #expect(outcome.errorText == "")
  }

  /// ADD and MUL in int16 raise the minimum runtime that the model states; fusing does not lower it.
  @Test func givesTheGraphBackWhereTheStatedRuntimeRose() throws {
    let outcome = try run(
      """
      "$TFLENS" rewrite "$MODEL" -o split.tflite --split-hard-swish=int16 > report
      "$TFLENS" rewrite split.tflite -o fused.tflite --fuse-hard-swish > report
      "$TFLENS" inspect "$MODEL" > before
      "$TFLENS" inspect fused.tflite > after
      for file in before after; do sed -e 1d -e /min_runtime_version/d $file > $file.graph; done
      cmp before.graph after.graph && echo the same graph
      grep -h min_runtime_version before after
      """, on: "digits_int8")
    #expect(
      outcome.text == """
        the same graph
          metadata     min_runtime_version 1.15.0 (16 B)
          metadata     min_runtime_version 2.4.0 (16 B)

        """)
  }

  @Test(arguments: ["depthwise", "lookup", "lookup-micro", "float"])
  func leavesAloneWhatIsNoSpelling(strategy: String) throws {
    let outcome = try run(
      """
      "$TFLENS" rewrite "$MODEL" -o split.tflite --split-hard-swish=\(strategy) > report
      "$TFLENS" rewrite split.tflite -o fused.tflite --fuse-hard-swish > report
      for file in split.tflite fused.tflite; do
        "$TFLENS" dump "$file" --format json | sed 1,4d > $file.dump
      done
      cmp split.tflite.dump fused.tflite.dump && echo the same model
      """, on: "digits_int8")
    #expect(outcome.text == "the same model\n")
  }

  private func run(_ script: String, on fixture: String) throws -> Outcome {
    try Places.withTemporaryFolder { folder in
      try Shell.run(script, in: folder, environment: ["MODEL": Places.fixture(fixture)])
    }
  }
}
