public import ModelFormat
public enum RuntimeKernels: Sendable { case reference, defaultX86 }
public struct ElementwiseError: Error {}
public struct ElementwiseFunction: Sendable {
  public init(from input: TensorIndex, to output: TensorIndex, in graph: GraphIndex, kernels: RuntimeKernels) throws(ElementwiseError) { throw ElementwiseError() }
  public func codes() -> [Int32] { [] }
  public func values(of inputs: [Float]) -> [Float] { [] }
}
