import ArgumentParser
import MemoryPlanning

extension ByteAmount: ExpressibleByArgument {
  /// The number that an argument stands for; nil if it is none.
  public init?(argument: String) { self.init(argument) }
}
