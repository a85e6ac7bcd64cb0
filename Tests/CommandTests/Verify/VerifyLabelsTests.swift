import Foundation
import TestSupport
import Testing

/// Accuracy on labelled samples, held to numpy, and labels that do not fit.
@Suite struct VerifyLabelsTests {
  private static let float = Places.fixture("digits_float32")
  private static let int8 = Places.fixture("digits_int8")
  private static let testSet = Places.fixtures.appending(path: "digits_test.npz").path
  private static let inputs = ["--inputs", testSet, "--std", "16"]

  /// Runs both models in LiteRT and counts with numpy.
  private static let count = """
    import sys
    import numpy as np
    from ai_edge_litert.interpreter import Interpreter, OpResolverType

    test = np.load(sys.argv[3])
    predictions = []
    for path in sys.argv[1:3]:
        runtime = Interpreter(model_path=path, experimental_op_resolver_type=OpResolverType.BUILTIN_REF)
        runtime.allocate_tensors()
        given, result = runtime.get_input_details()[0], runtime.get_output_details()[0]
        found = []
        for image in test["images"]:
            values = (image / 16).reshape(given["shape"])
            if given["dtype"] == np.int8:
                scale, zero_point = given["quantization"]
                values = np.clip(np.round(values / scale) + zero_point, -128, 127)
            runtime.set_tensor(given["index"], values.astype(given["dtype"]))
            runtime.invoke()
            found.append(runtime.get_tensor(result["index"]).argmax())
        predictions.append(np.array(found))
    a, b = predictions
    print(len(a), (a == test["labels"]).sum(), (b == test["labels"]).sum(), (a != b).sum())
    """

  @Test func agreesWithNumpy() throws {
    let counted = try Oracle.python(
      ["-W", "ignore", "-c", Self.count, Self.float, Self.int8, Self.testSet])
    let numbers = counted.text.split { !$0.isNumber }.compactMap { Int($0) }
    try #require(numbers.count == 4, "\(counted.errorText)")
    let outcome = try Verify.run(
      Self.float, Self.int8, Self.inputs + ["--labels", Self.testSet, "--format", "json"])
    let accuracy = try #require(try outcome.document()["accuracy"] as? [String: Any])
    let keys = ["samples", "a_correct", "b_correct", "different_predictions"]
    #expect(keys.map { accuracy[$0] as? Int } == numbers)
    let fraction = try #require(accuracy["b_top1"] as? Double)
    #expect(abs(fraction - Double(numbers[2]) / 450) < 1e-12)
    #expect(numbers[1] > 430)
    print("digits, float and int8, samples, correct, correct, different: \(numbers)")
  }

  @Test func theTextNamesBothAccuracies() throws {
    try Self.withLabels("np.zeros(450, np.uint8)") { labels in
      let outcome = try Verify.run(
        Self.int8, Self.int8, Self.inputs + ["--runs", "10", "--labels", labels])
      // Which of the first ten images are zeros is a fact of the test set.
      let zeros = try Oracle.python(
        [
          "-c",
          "import numpy as np; print((np.load(r'\(Self.testSet)')['labels'][:10] == 0).sum())",
        ])
      let count = try #require(Int(zeros.text.filter(\.isNumber)))
      #expect(
        outcome.text.contains(
          "accuracy  reference \(count)0.00% (\(count) of 10), candidate \(count)0.00% (\(count) of 10); "
            + "same predictions"
        ), "\(outcome.text)\(outcome.errorText)")
    }
  }

  @Test(arguments: [
    ("np.zeros(449, int)", "the array holds 449 labels for 450 samples"),
    ("np.zeros(450)", "the array has type float64; labels must be integers"),
    ("np.zeros((450, 10), int)", "the array has the shape [450, 10]; there must be one class"),
    ("np.full(450, 10)", "label 10 of sample 0 is no class: the output has 10, from 0 to 9"),
    ("np.full(450, -1)", "label -1 of sample 0 is no class"),
  ])
  func labelsThatDoNotFitAreAnError(array: String, message: String) throws {
    try Self.withLabels(array) { labels in
      let outcome = try Verify.run(Self.float, Self.int8, Self.inputs + ["--labels", labels])
      #expect(outcome.status == 3)
      #expect(outcome.errorText.contains("unusable labels: "))
      #expect(outcome.errorText.contains(message), "\(outcome.errorText)")
      #expect(outcome.text.isEmpty)
    }
  }

  @Test func anArchiveWithoutLabelsIsAnError() throws {
    try Places.withTemporaryFolder { folder in
      let file = folder.appending(path: "two.npz").path
      let made = try Oracle.python(
        ["-c", "import numpy as np; np.savez(r'\(file)', x=np.zeros(3), y=np.zeros(3))"])
      try #require(made.status == 0)
      let outcome = try Verify.run(Self.float, Self.int8, Self.inputs + ["--labels", file])
      #expect(outcome.status == 3)
      #expect(outcome.errorText.contains("it has no array 'labels'; it has 'x', 'y'"))
    }
  }

  @Test func severalOutputsAreAnError() throws {
    let relu = #"{"inputs": [0], "outputs": [1]}, {"inputs": [0], "outputs": [2]}"#
    let model = try ModelPairs.model(
      codes: [#"{"builtin_code": "RELU"}"#],
      ["x", "y", "z"].map { ModelPairs.tensor($0) }, [relu], outputs: [1, 2])
    try ModelPairs.withFiles(model, model) {
      let outcome = try Verify.run($0.path, $1.path, Self.inputs + ["--labels", Self.testSet])
      #expect(outcome.status == 3)
      #expect(
        outcome.errorText.contains("the models have 2 outputs; --labels is for models with one"))
    }
  }

  @Test func labelsWithoutInputsAreAUsageError() throws {
    let outcome = try Verify.run(Self.float, Self.int8, "--labels", Self.testSet)
    #expect(outcome.status == 2)
    #expect(outcome.errorText.contains("--labels"))
  }

  private static func withLabels(_ array: String, _ body: (String) throws -> Void) throws {
    try Places.withTemporaryFolder { folder in
      let file = folder.appending(path: "labels.npy").path
      let made = try Oracle.python(
        ["-c", "import numpy as np; np.save(r'\(file)', \(array))"])
      try #require(made.status == 0, "\(made.errorText)")
      try body(file)
    }
  }
}
