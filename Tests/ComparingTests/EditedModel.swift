import TestSupport

@testable import Comparing
@testable import ModelFormat

/// A fixture, and what an edit makes of it with our writer.
struct EditedModel {
  static func fixture(_ name: String = "digits_int8") throws -> ModelFile {
    try ModelFile.open(FilePath(Places.fixture(name)), for: .everything)
  }

  /// Compares a fixture with what `edit` makes of it.
  static func comparison(
    _ name: String = "digits_int8", _ edit: (inout Editable<Model>) throws -> Void
  ) throws -> ModelComparison {
    let file = try fixture(name)
    var model = try EditableModel(file)
    try edit(&model.root)
    return ModelComparison(Model(file: file), Model(file: try ModelFile(model)))
  }
}

extension ModelComparison {
  /// How many differences of each kind there are; kinds without any are left out.
  var found: [String: Int] {
    [
      "interface": interface.count, "replacements": replacements.count,
      "operators": operators.count, "tensors": tensors.count,
      "quantization": quantization.count, "weights": weights.count, "file": file.count,
      "names": names.count,
    ].filter { $0.value > 0 }
  }
}

extension Editable<Model> {
  /// Sets a field without a typed name to a number.
  mutating func set(_ field: Model.Field, _ bits: UInt64) {
    untyped.values[Int(field.rawValue)] = .scalar(bits)
  }

  /// Changes a buffer's bytes.
  mutating func edit(
    buffer: BufferIndex, of file: ModelFile, _ edit: (inout [UInt8]) -> Void
  ) throws {
    let data = Model(file: file).buffer(buffer)?.contents
    var bytes = data.map { Array($0.scalars(of: UInt8.self)) } ?? []
    edit(&bytes)
    self.buffers?[buffer.position].data = .bytes(bytes)
  }
}
