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
  /// The number of inputs that are there.
  case inputCount = "input_count"
  /// The number of inputs that are not constant.
  case runtimeInputCount = "runtime_input_count"
  /// The number of constant inputs that are computed from: no weights, bias or parameters.
  case constantInputCount = "constant_input_count"
  /// 1 for an operator that reduces along the channels, 0 for one that does not.
  case reducesChannels = "reduces_channels"
  /// The height, width or channels of the input, whichever is least.
  case leastDimension = "least_dimension"
  /// How many times larger the height of a resized picture is over the same of its width.
  case resizeAspect = "resize_aspect"
  /// Each way, what the output of a transposed convolution has beyond what its input, stride and
  /// kernel come to.
  case outputExcess = "output_excess"
  /// Optional parts of an LSTM that are there: coupled gate, peepholes, projection, normalization.
  case lstmVariants = "lstm_variants"
  /// Each stride of a slice.
  case sliceStride = "slice_stride"
  /// The axis of an operator less its batch dimensions.
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
  /// The height that a dilated kernel reaches over.
  case dilatedKernelHeight = "dilated_kernel_height"
  /// The width that a dilated kernel reaches over.
  case dilatedKernelWidth = "dilated_kernel_width"
  /// Height times width that a dilated kernel reaches over.
  case dilatedKernelArea = "dilated_kernel_area"
  /// The step of a kernel or a window, each way.
  case stride
  /// The step along the height over that along the width.
  case strideAspect = "stride_aspect"
  /// The distance between the weights of a kernel, each way.
  case dilation
  /// The distance along the height over that along the width.
  case dilationAspect = "dilation_aspect"
  /// Output channels for each input channel of a depthwise convolution.
  case depthMultiplier = "depth_multiplier"
  /// Input channels over the channels that one filter reads.
  case groups
  /// The elements that a reduction adds up for one result.
  case reducedElements = "reduced_elements"
  /// Each dimension that a reduction runs along.
  case reducedDimension = "reduced_dimension"
  /// How many times larger a resized picture is, each way; nothing for one of a single element or
  /// that keeps its size.
  case resizeFactor = "resize_factor"
  /// Each number of the last constant parameter: paddings, sizes, steps.
  case parameterValue = "parameter_value"
  /// The first number of the last constant parameter.
  case firstParameterValue = "first_parameter_value"
  /// The size that a reshape to one dimension asks for; nothing for other shapes.
  case flatSize = "flat_size"
  /// Dimensions of the input for which the last parameter has no number.
  case unspecifiedDimensions = "unspecified_dimensions"
  /// How far the ranks of two data inputs of at least two dimensions are apart; 0 for others.
  case rankDifference = "rank_difference"
  /// By how much the ranks of input and output differ where `keep_num_dims` is set; else 0.
  case keptRankDifference = "kept_rank_difference"
  /// The zero point of the second data input.
  case secondZeroPoint = "second_zero_point"
  /// By how much the input of a transposed convolution differs from what its output and SAME
  /// padding call for, each way.
  case transposedSurplus = "transposed_surplus"
  /// The output of a transposed convolution over the kernel, each way.
  case transposedOutputOverKernel = "transposed_output_over_kernel"
  /// The step of a kernel or a window over its size, each way.
  case strideOverKernel = "stride_over_kernel"
  /// The side of the blocks of SPACE_TO_DEPTH and DEPTH_TO_SPACE.
  case blockSize = "block_size"
  /// What is left of height and width after whole blocks of SPACE_TO_DEPTH.
  case blockRemainder = "block_remainder"
  /// The absolute factor of LEAKY_RELU below 0.
  case slopeMagnitude = "slope_magnitude"
  /// The input's scale over the output's, times the factor of LEAKY_RELU below 0.
  case slopeRatio = "slope_ratio"
  /// The absolute value of `slope_ratio`.
  case slopeRatioMagnitude = "slope_ratio_magnitude"
  /// The number of scales of the weights.
  case weightScales = "weight_scales"
  /// What is left of a row of 2-bit or 4-bit weights after whole bytes, in weights; 0 for other
  /// types.
  case weightRowRemainder = "weight_row_remainder"
  /// The largest sum of absolute weights, less their zero point, of one output channel.
  case weightSum = "weight_sum"
  /// The largest absolute value of a constant INT64 bias; nothing for any other bias.
  case biasMagnitude = "bias_magnitude"
  /// The step of a tensor's codes.
  case scale
  /// The code that represents 0.
  case zeroPoint = "zero_point"
  /// Each input's scale over the output's.
  case scaleRatio = "scale_ratio"
  /// The product of both inputs' scales over the output's.
  case scaleProductRatio = "scale_product_ratio"
  /// Input scale times weight scale over output scale, for each channel.
  case weightScaleRatio = "weight_scale_ratio"

  /// What it is called in a sentence.
  var words: String { rawValue.split(separator: "_").joined(separator: " ") }

  /// True for those that are asked of tensors, so that a limit may name which.
  var isOfTensors: Bool {
    switch self {
    case .rank, .effectiveRank, .dimension, .batch, .channels, .elements, .spatialSize, .scale,
      .zeroPoint:
      true
    default: false
    }
  }
}
