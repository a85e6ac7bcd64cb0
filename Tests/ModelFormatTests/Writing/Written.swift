import Foundation
import TestSupport

@testable import ModelFormat

/// Models as they come out of the writer.
enum Written {
  static func bytes(of layout: ModelLayout, from source: ModelFile) throws -> [UInt8] {
    try Places.withTemporaryFolder { folder in
      let path = folder.appending(path: "written.tflite")
      let output = try OutputFile(FilePath(path.path), from: source, replacing: false)
      try ModelWriter(layout).write(to: output)
      return [UInt8](try Data(contentsOf: path))
    }
  }

  static func bytes(of model: EditableModel) throws -> [UInt8] {
    try bytes(of: ModelLayout(model), from: model.source)
  }
}
