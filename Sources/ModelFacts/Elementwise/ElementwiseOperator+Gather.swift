internal import ModelFormat
internal import QuantMath

/// Looking codes up in a table.
extension ElementwiseOperator {
  /// GATHER whose indices vary, out of a constant of one dimension.
  func gatherKernel(in graph: GraphIndex) throws(ElementwiseError) -> Kernel {
    guard op.inputs.count == 2, let source = graph.tensor(op.inputs[0]), source.isConstant else {
      throw ElementwiseError(
        .notElementwise, "GATHER out of a tensor that is not constant", at: place)
    }
    guard operands.count == 1, [.int16, .int32].contains(operands[0].type),
      source.type == output.type
    else { throw unknownTypes }
    // The rank is not -1, so an axis of -1 is the first as well.
    guard source.shape.count == 1, [0, -1].contains(option("axis")), option("batch_dims") == 0
    else {
      throw ElementwiseError(
        .notElementwise,
        "GATHER out of shape \(source.shape), axis \(option("axis")), batch_dims "
          + "\(option("batch_dims")); it must be one dimension, axis 0, batch_dims 0", at: place)
    }
    let table = try UniformConstant.codes(of: source, at: place)
    // Indices are held to the table before anyone asks for a result.
    return Kernel(
      function: .code { table.indices.contains(Int($0)) ? table[Int($0)] : 0 },
      tableCount: table.count)
  }
}
