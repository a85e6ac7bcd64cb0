import ArgumentParser
import ModelFormat
import Rewriting

extension WiderChoice: ExpressibleByArgument {
  /// `3,7-12=float`, `all=int16` or `NAME=float`, where NAME is an output tensor's and may contain `=`.
  public init?(argument: String) {
    guard let end = argument.lastIndex(of: "="), end > argument.startIndex,
      let type = WiderType(rawValue: String(argument[argument.index(after: end)...]))
    else { return nil }
    let text = String(argument[..<end])
    if text == "all" {
      self.init(.all, type)
    } else if let indices = try? OperatorIndices(text) {
      self.init(.indices(indices), type)
    } else {
      self.init(.output(text), type)
    }
  }
}
