public import ModelFacts
public import ModelFormat

/// The shape and size of each tensor of a model, for the stored shapes or for others.
public struct TensorSizes: Sendable {
  /// The first number of each subgraph's tensors, and behind the last the number of all.
  let offsets: [Int]
  private let shapes: [[Int]?]
  private let byteCounts: [Int?]

  /// The sizes for the shapes that the file stores.
  public init(_ model: Model) {
    self.init(model) { tensor, _ in TensorShape.stored(of: tensor) }
  }

  /// The sizes for inferred shapes, such as those for inputs of another size.
  ///
  /// Constants and variables keep their stored shapes. Where no shape can be inferred, the size is unknown.
  public init(_ model: Model, shapes: ShapeInference) {
    self.init(model) { tensor, subgraph in
      tensor.isConstant || tensor.isVariable
        ? .stored(of: tensor) : shapes.shape(of: tensor.index, subgraph: subgraph)
    }
  }

  private init(_ model: Model, _ shape: (Tensor, Int) -> TensorShape) {
    var offsets = [0]
    var shapes: [[Int]?] = []
    var byteCounts: [Int?] = []
    for subgraph in model.subgraphs {
      for tensor in subgraph.tensors {
        let known = shape(tensor, subgraph.index).known
        let isShape = known?.allSatisfy { $0 >= 0 } ?? false
        shapes.append(isShape ? known : nil)
        byteCounts.append(Self.byteCount(of: tensor, isShape ? known : nil))
      }
      offsets.append(shapes.count)
    }
    self.offsets = offsets
    self.shapes = shapes
    self.byteCounts = byteCounts
  }

  /// The dimensions; nil if one of them, or the rank, is not known.
  public func shape(of tensor: TensorIndex, subgraph: Int) -> [Int]? {
    shapes[number(of: tensor, subgraph: subgraph)]
  }

  /// The number of elements; nil if a dimension is not known or the product is past 2^63 - 1.
  public func elementCount(of tensor: TensorIndex, subgraph: Int) -> Int? {
    shape(of: tensor, subgraph: subgraph).flatMap(Self.product)
  }

  /// The bytes of the values, packed where elements are smaller than a byte; nil if they are not known.
  public func byteCount(of tensor: TensorIndex, subgraph: Int) -> Int? {
    byteCounts[number(of: tensor, subgraph: subgraph)]
  }

  /// The number of a tensor when the tensors of all subgraphs are counted through.
  func number(of tensor: TensorIndex, subgraph: Int) -> Int { offsets[subgraph] + tensor.position }

  private static func byteCount(of tensor: Tensor, _ shape: [Int]?) -> Int? {
    guard let bits = tensor.type.bitCount else { return tensor.byteCount }
    guard let elements = shape.flatMap(product) else { return nil }
    // Whole bytes first: as bits, the size of a tensor of bytes may not fit.
    let (count, overflow) = elements.multipliedReportingOverflow(by: bits < 8 ? bits : bits / 8)
    guard !overflow else { return nil }
    return bits < 8 ? count / 8 + (count % 8 == 0 ? 0 : 1) : count
  }

  private static func product(_ shape: [Int]) -> Int? {
    TensorShape(shape.map { $0 }).elementCount
  }
}
