/// A number of an operator that a limit can bound; the names are those of profiles.
public enum Measure: String, Sendable, CaseIterable {
  /// The number of dimensions of a tensor.
  case rank
  /// The number of dimensions from the first that is larger than 1.
  case effectiveRank = "effective_rank"
  /// Each dimension of a tensor.
  case dimension
  /// The first dimension of a tensor with four.
  case batch
  /// The last dimension of a tensor.
  case channels
  /// The number of elements of a tensor.
  case elements
  /// Height times width of a tensor, read as batch, height, width, channels.
  case spatialSize = "spatial_size"
  /// The number of inputs that are present.
  case inputCount = "input_count"
  /// The number of inputs that are not constant.
  case runtimeInputCount = "runtime_input_count"
  /// The number of constant data inputs, without weights, bias and parameters.
  case constantInputCount = "constant_input_count"
  /// 1 for an operator that reduces along the channels, 0 for one that does not.
  case reducesChannels = "reduces_channels"
  /// The smallest of the input's height, width and channels.
  case leastDimension = "least_dimension"
  /// The factor by which a resize changes the height, divided by that for the width.
  case resizeAspect = "resize_aspect"
  /// How much larger the output of a transposed convolution is than its input, stride and kernel imply, for
  /// height and width.
  case outputExcess = "output_excess"
  /// The optional parts that an LSTM has: coupled gate, peepholes, projection, normalization.
  case lstmVariants = "lstm_variants"
  /// Each stride of a slice.
  case sliceStride = "slice_stride"
  /// The axis of an operator minus its number of batch dimensions.
  case axisBeyondBatch = "axis_beyond_batch"
  /// The number of outputs.
  case outputCount = "output_count"
  /// The version of the operator's semantics.
  case operatorVersion = "operator_version"
  /// The height of a kernel or a window.
  case kernelHeight = "kernel_height"
  /// The width of a kernel or a window.
  case kernelWidth = "kernel_width"
  /// Height times width of a kernel or a window.
  case kernelArea = "kernel_area"
  /// The height that a dilated kernel covers.
  case dilatedKernelHeight = "dilated_kernel_height"
  /// The width that a dilated kernel covers.
  case dilatedKernelWidth = "dilated_kernel_width"
  /// Height times width that a dilated kernel covers.
  case dilatedKernelArea = "dilated_kernel_area"
  /// The stride of a kernel or a window, for height and width.
  case stride
  /// The stride along the height divided by that along the width.
  case strideAspect = "stride_aspect"
  /// The dilation of a kernel, for height and width.
  case dilation
  /// The dilation along the height divided by that along the width.
  case dilationAspect = "dilation_aspect"
  /// Output channels for each input channel of a depthwise convolution.
  case depthMultiplier = "depth_multiplier"
  /// Input channels divided by the channels that one filter reads.
  case groups
  /// The number of elements that a reduction combines into one result.
  case reducedElements = "reduced_elements"
  /// Each dimension that a reduction runs along.
  case reducedDimension = "reduced_dimension"
  /// The factor of a resize, for height and width; none for a single element or an unchanged size.
  case resizeFactor = "resize_factor"
  /// Each number of the last constant parameter: paddings, sizes, strides.
  case parameterValue = "parameter_value"
  /// The first number of the last constant parameter.
  case firstParameterValue = "first_parameter_value"
  /// The size in a reshape to one dimension; none for other shapes.
  case flatSize = "flat_size"
  /// Dimensions of the input for which the last parameter has no number.
  case unspecifiedDimensions = "unspecified_dimensions"
  /// The difference between the ranks of two data inputs with at least two dimensions; 0 for others.
  case rankDifference = "rank_difference"
  /// The difference between the ranks of input and output if `keep_num_dims` is set; else 0.
  case keptRankDifference = "kept_rank_difference"
  /// The zero point of the second data input.
  case secondZeroPoint = "second_zero_point"
  /// The difference between the input size of a transposed convolution and what its output and SAME padding
  /// require, for height and width.
  case transposedSurplus = "transposed_surplus"
  /// The output size of a transposed convolution divided by the kernel size, for height and width.
  case transposedOutputOverKernel = "transposed_output_over_kernel"
  /// The stride of a kernel or a window divided by its size, for height and width.
  case strideOverKernel = "stride_over_kernel"
  /// The side of the blocks of SPACE_TO_DEPTH and DEPTH_TO_SPACE.
  case blockSize = "block_size"
  /// The remainder of height and width after whole blocks of SPACE_TO_DEPTH.
  case blockRemainder = "block_remainder"
  /// The absolute factor of LEAKY_RELU below 0.
  case slopeMagnitude = "slope_magnitude"
  /// The input's scale divided by the output's, times the factor of LEAKY_RELU below 0.
  case slopeRatio = "slope_ratio"
  /// The absolute value of `slope_ratio`.
  case slopeRatioMagnitude = "slope_ratio_magnitude"
  /// The number of scales of the weights.
  case weightScales = "weight_scales"
  /// The remainder of a row of 2-bit or 4-bit weights after whole bytes, in weights; 0 for other types.
  case weightRowRemainder = "weight_row_remainder"
  /// The largest sum of one output channel's absolute weights, minus their zero point.
  case weightSum = "weight_sum"
  /// The largest absolute value of a constant INT64 bias; none for any other bias.
  case biasMagnitude = "bias_magnitude"
  /// The scale of a tensor.
  case scale
  /// The code that represents 0.
  case zeroPoint = "zero_point"
  /// Each input's scale divided by the output's.
  case scaleRatio = "scale_ratio"
  /// The product of both inputs' scales divided by the output's.
  case scaleProductRatio = "scale_product_ratio"
  /// Input scale times weight scale divided by output scale, for each channel.
  case weightScaleRatio = "weight_scale_ratio"

  /// Its name in a sentence.
  var words: String { rawValue.split(separator: "_").joined(separator: " ") }

  /// True for numbers of tensors, for which a limit may say which tensors.
  var isOfTensors: Bool {
    switch self {
    case .rank, .effectiveRank, .dimension, .batch, .channels, .elements, .spatialSize, .scale,
      .zeroPoint:
      true
    default: false
    }
  }
}
