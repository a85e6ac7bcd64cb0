// Made by Tests/ConformanceTests/Oracles/kernel_types.py with ai-edge-litert 2.3.0. Do not edit.

extension KernelTypes {
  /// Operator, number of inputs, sets of types.
  ///
  /// Source: by running a model of each operator with every element type in ai-edge-litert 2.3.0, on
  /// its default path; `OperatorFaultTests` draws such models anew.
  static let text = """
    ABS 1 f32|f16|i32|i16|i8 =
    ADD 2 f32|f16|i32|i64|i16 = *,f32|f16|i32|u8|i64|i16|i8 = =|i32|u8|i16|i8|i4|i2|u4
    ADD_N 2 f32|i32 = *
    ARG_MAX 2 f32|i32|u8|bool|i8 i32|i64 *
    ARG_MIN 2 f32|i32|u8|bool|i8 i32|i64 *
    ATAN2 2 f32|f16|f64 = =
    AVERAGE_POOL_2D 1 f32|f16 =|f32|f16,f32|f16|u8|i16|i8 =
    BATCH_MATMUL 2 f16|i16|i8 = =|f16,f32|i16|i8 =|i8 =|f32|i32|u8|i64|bool|i16|c64|i8|f64|c128|\
    u64|u32|u16|i4|bf16|i2|u4|f8e4|f8e5,f32|i16|i8 i8 =|f32|f16|i32|u8|i64|bool|i16|c64|i8|f64|\
    c128|u64|u32|u16|i4|bf16|i2|u4|f8e4|f8e5
    BATCH_TO_SPACE_ND 3 !str|c128|res|var|i4|bf16|i2|u4 i32|res|u32 f32|i32|i64|c64|f64|c128|\
    u64|res|var|u32 =
    BIDIRECTIONAL_SEQUENCE_LSTM 48 f32 f32 f32 f32 f32 f32 f32 f32 f32 * * * f32 f32 f32 f32 * \
    * f32 f32 f32 f32 f32 f32 f32 f32 * * * f32 f32 f32 f32 * * !str|res|var !str|res|var !str|\
    res|var !str|res|var * * * * * * * * * !str|res|var !str|res|var,f32 i8 i8 i8 i8 i8 i8 i8 \
    i8 * * * f32 f32 f32 f32 * * i8 i8 i8 i8 i8 i8 i8 i8 * * * f32 f32 f32 f32 * * !str|res|var \
    !str|res|var !str|res|var !str|res|var * * * * * * * * * !str|res|var !str|res|var,f32 u8 \
    u8 u8 u8 u8 u8 u8 u8 * * * f32 f32 f32 f32 * * u8 u8 u8 u8 u8 u8 u8 u8 * * * f32 f32 f32 \
    f32 * * !str|res|var !str|res|var !str|res|var !str|res|var * * * * * * * * * !str|res|var \
    !str|res|var
    BIDIRECTIONAL_SEQUENCE_RNN 12 f32 f32|u8|i8 * * !str|res|var * * * !str|res|var * * * !str|\
    res|var !str|res|var
    BITCAST 1 !f16|str|i16|res|var|u16|bf16|i2 =|f32|i32|u8|bool|i8|u32|i4|i2|u4|f8e4|f8e5,f16|\
    i64|i16|c64|f64|c128|u64|u16 =|f16|u8|i64|bool|i16|c64|i8|f64|u64|u16|i4|bf16|i2|u4|f8e4|\
    f8e5,f32|i32|c128|u32 =|f32|f16|i32|u8|bool|i16|i8|c128|u32|u16|i4|bf16|i2|u4|f8e4|f8e5
    BITWISE_XOR 2 i32|u8|i16|i8|u32|u16 = *
    BROADCAST_ARGS 2 i32|i64 = =
    BROADCAST_TO 2 !str|res|var|bf16|i2 i32|i64 =
    BUCKETIZE 1 f32|i32|i64|f64 *
    CAST 1 !str|c128|u64|res|var|bf16|i2|f8e4|f8e5 f32,!str|c128|u64|res|var|i4|bf16|i2|u4|f8e4|\
    f8e5 =|f32|f16|i32|u8|i64|bool|i16|c64|i8|f64|u32|u16|bf16,f32 =|f32|f16|i32|u8|i64|bool|\
    i16|c64|i8|f64|u32|u16|i4|bf16|i2|u4
    CEIL 1 f16 =|f16,f32 =|f32|i32|u8|i64|str|bool|i16|c64|i8|f64|c128|u64|res|var|u32|u16|i4|\
    bf16|i2|u4|f8e4|f8e5
    COMPLEX_ABS 1 c128 f64,c64 f32
    CONCATENATION 2 f32|f16|i32|u8|i64|bool|i16|i8|u32|i4 = =
    CONV_2D 3 f32 * =|f32 =|f32,f32|f16 =|f16 =|f32 =,i16 =|i32|i16|i8|i4|i2|u4 i32|i64 =|i16,\
    i8 =|i8|i4 i32 =|i8,u8|i16 =|i32|i16|i8|i4|i2|u4 i32 =
    CONV_3D 3 f32 =|f32 =|f32 =|f32
    CONV_3D_TRANSPOSE 4 i32 f32 f32 f32 f32
    COS 1 f32|f16 =
    CUMSUM 2 f32|i32|i64 i32 =|f32|f16|i32|u8|i64|bool|i16|c64|i8|f64|c128|u64|u32|u16|i4|bf16|\
    i2|u4|f8e4|f8e5
    DEPTHWISE_CONV_2D 3 f32 =|f32|i8 =|f32 =|f32,f32|f16 = =|f32 =,i16 =|i32|u8|i16|i8|i4|i2|u4 \
    i64 =|i16,u8|i8 =|i4 i32 =
    DEPTH_TO_SPACE 1 f32|f16|i32|u8|i64|i8 =
    DEQUANTIZE 1 f16|u8|i16|i8|i4|u4 *
    DILATE 3 !str|res|var|bf16|i2 i32 = =
    DIV 2 f16|i32|u8|i16|i8 = =|f16,f32|i32|u8|i16|i8 = =|f32|i32|u8|i64|str|bool|i16|c64|i8|\
    f64|c128|u64|res|var|u32|u16|i4|bf16|i2|u4|f8e4|f8e5
    DYNAMIC_UPDATE_SLICE 3 !str|res|var|bf16|i2|u4 = i32|i64 *
    ELU 1 f32|f16|i8 =
    EMBEDDING_LOOKUP 2 i32 * =|f32|f16|i32|u8|i64|bool|i16|c64|i8|f64|c128|u64|u32|u16|i4|bf16|\
    i2|u4|f8e4|f8e5
    EMBEDDING_LOOKUP_SPARSE 5 i32 =|i32 =|i32 f32 * f32
    EQUAL 2 f32|f16|i32|u8|i64|str|bool|i16|i8 = *
    EXP 1 f16|i16|i8 =|f16,f32|i16|i8 =|f32|i32|u8|i64|str|bool|i16|c64|i8|f64|c128|u64|res|var|\
    u32|u16|i4|bf16|i2|u4|f8e4|f8e5
    EXPAND_DIMS 2 !res|var|bf16|i2 i32|i64 *
    FAKE_QUANT 1 !str|res|var|bf16|i2 *
    FILL 2 i32|i64 =|f32|f16|i32|u8|i64|bool|i16|c64|i8|f64|u64|u32|u16|f8e4|f8e5 *
    FLOOR 1 f32|f16 =|i32|u8|i64|str|bool|i16|c64|i8|f64|c128|u64|res|var|u32|u16|i4|bf16|i2|u4|\
    f8e4|f8e5
    FLOOR_DIV 2 f32|i32|i16|i8 = *
    FLOOR_MOD 2 f32|i32|i64|i16|i8 = *
    FULLY_CONNECTED 3 f32 =|f32|u8|i8|i4|i2 =|f32 =|f32,f32|f16 = =|f32 =,f32|f16 =|i8|i4 f32 =,\
    i16|i8 =|u8|i8|i4|i2 i32|i64 =|i16,u8|i16|i8 =|u8 i32|i64 =|i16,u8|i16|i8 u8|i8|i4|i2 i32|\
    i64 =|u8|i8
    GATHER 2 f32|f16|i32|u8|i64|bool|i16|i8|i4 i32|i64|i16 *
    GATHER_ND 2 f32|f16|i32|u8|i64|str|bool|i16|i8 i32|i64|i16 *
    GELU 1 f32|f16|u8|i16|i8 =
    GREATER 2 f32|f16|i32|u8|i64|i16|i8 = *
    GREATER_EQUAL 2 f32|f16|i32|u8|i64|i16|i8 = *
    HARD_SWISH 1 f32|f16|u8|i8 =
    HASHTABLE_LOOKUP 3 i32 =|i32 f32 f32 u8
    IMAG 1 c128 f64,c64 f32
    L2_NORMALIZATION 1 f32|u8|i8 =
    L2_POOL_2D 1 f32 =|f32
    LEAKY_RELU 1 f32|f16|u8|i16|i8 =
    LESS 2 f32|f16|i32|u8|i64|i16|i8 = *
    LESS_EQUAL 2 f32|f16|i32|u8|i64|i16|i8 = *
    LOCAL_RESPONSE_NORMALIZATION 1 f32 =|f32
    LOG 1 f32|f16|i16|i8 =
    LOGICAL_AND 2 bool =|bool *
    LOGICAL_NOT 1 bool =|bool
    LOGICAL_OR 2 bool =|bool *
    LOGISTIC 1 f32|f16|u8|i16|i8 =
    LOG_SOFTMAX 1 f32|u8|i8 =
    LSH_PROJECTION 3 * !res|var|bf16|i2 * !str|res|var
    LSTM 24 !str|i8|res|var|bf16|i2 f32 f32 f32 f32 f32 f32 f32 f32 * * * f32 f32 f32 f32 * * \
    f32 f32 * * * * f32,f32 f32 f32 f32 f32|u8|i8 f32 f32 f32 * * * * f32 f32 f32 f32 * * !str|\
    res|var !str|res|var * * * * !str|res|var,f32 i8 i8 i8 f32|u8|i8 i8 i8 i8 * * * * f32 f32 \
    f32 f32 * * !str|res|var !str|res|var * * * * !str|res|var,f32 u8 u8 u8 f32|u8|i8 u8 u8 u8 \
    * * * * f32 f32 f32 f32 * * !str|res|var !str|res|var * * * * !str|res|var,i8 i8 i8 i8 f32|\
    u8|i8 i8 i8 i8 * * * * i32 i32 i32 i32 * * !str|res|var !str|res|var * * * * !str|res|var
    MATRIX_DIAG 1 !f16|str|res|var|i4|bf16|i2|u4 *,!str|res|var|bf16|i2 =|f32|f16|i32|u8|i64|\
    bool|i16|c64|i8|f64|c128|u64|u32|u16|i4|bf16|i2|u4|f8e4|f8e5,!str|res|var|i4|bf16|i2|u4 =|\
    f32|f16|i32|u8|i64|str|bool|i16|c64|i8|f64|c128|u64|var|u32|u16|i4|bf16|i2|u4|f8e4|f8e5
    MATRIX_SET_DIAG 2 !str|res|var|bf16|i2 !str|res|var|bf16|i2 *
    MAXIMUM 2 f16|i32|u8|i64|i16|i8 = =|f16|i32|u8|i64|str|bool|i16|c64|i8|f64|c128|u64|res|var|\
    u32|u16|i4|bf16|i2|u4|f8e4|f8e5,f32|f16|i32|u8|i64|i16|i8 = =|i32|u8|i64|str|bool|i16|c64|\
    i8|f64|c128|u64|res|var|u32|u16|i4|bf16|i2|u4|f8e4|f8e5,f32|i32|u8|i64|i16|i8 = =|f32|i32|\
    u8|i64|str|bool|i16|c64|i8|f64|c128|u64|res|var|u32|u16|i4|bf16|i2|u4|f8e4|f8e5
    MAX_POOL_2D 1 f32|u8|i16|i8 =
    MEAN 2 f32|f16|i32|u8|i64|i16|i8 i32 =|f32|f16|u8|i8,f32|i32|u8|i64|i16|i8 i32 =|f32|f16|\
    i32|u8|i64|bool|i16|c64|i8|f64|c128|u64|u32|u16|i4|bf16|i2|u4|f8e4|f8e5
    MINIMUM 2 f16|i32|u8|i64|i16|i8 = =|f16|i32|u8|i64|str|bool|i16|c64|i8|f64|c128|u64|res|var|\
    u32|u16|i4|bf16|i2|u4|f8e4|f8e5,f32|f16|i32|u8|i64|i16|i8 = =|i32|u8|i64|str|bool|i16|c64|\
    i8|f64|c128|u64|res|var|u32|u16|i4|bf16|i2|u4|f8e4|f8e5,f32|i32|u8|i64|i16|i8 = =|f32|i32|\
    u8|i64|str|bool|i16|c64|i8|f64|c128|u64|res|var|u32|u16|i4|bf16|i2|u4|f8e4|f8e5
    MIRROR_PAD 2 !str|c128|res|var|i4|bf16|i2|u4 i32|i64 =
    MUL 2 !str|res|var|bf16|i2 = f32|f16|i32|i64|i16|c64|u32,f32|f16|i32|u8|i64|i16|c64|i8|u32 \
    = =|f32|f16|i32|i64|i16|c64|u32,i16 =|i16 =|f32|f16|i32|u8|i64|i16|c64|i8|u32
    MULTINOMIAL 2 f32 i32 i32|i64
    NEG 1 f32|f16|i32|i64|i16|i8 =|i32|u8|i64|str|bool|i16|c64|i8|f64|c128|u64|res|var|u32|u16|\
    i4|bf16|i2|u4|f8e4|f8e5,i32|i64|i16|i8 *
    NON_MAX_SUPPRESSION_V4 5 f32 =|f32 i32 =|f32 =|f32 * i32,f32 =|f32 i32 =|f32 =|f32 i32 *
    NON_MAX_SUPPRESSION_V5 6 f32 f32 i32 f32 f32 f32 * * *
    NOT_EQUAL 2 f32|f16|i32|u8|i64|str|bool|i16|i8 = *
    ONE_HOT 4 i32|i64 * f32 f32 *,i32|i64 * i32 i32 *,i32|i64 * u8 u8 *,i32|i64 * i64 i64 *,i32|\
    i64 * bool bool *,i32|i64 * i8 i8 *
    PACK 2 f32|i32|u8|i64|i16|i8|u32 = =
    PAD 2 f32|f16|i32|u8|i64|bool|i16|i8 i32|i64|bool|i16|i8 =
    PADV2 3 f32|f16|i32|u8|i64|bool|i16|i8 i32|i64|bool|i16|i8 = =
    POW 2 f32|i32 = *
    PRELU 2 f32|f16|u8|i16|i8 = =,f32|u8|i16|i8 !f32|f16 *,f32|u8|i16|i8 * !f32|f16,f32|u8|i16|\
    i8 =|f32|i32|u8|i64|str|bool|i16|c64|i8|f64|c128|u64|res|var|u32|u16|i4|bf16|i2|u4|f8e4|\
    f8e5 =|f32|i32|u8|i64|str|bool|i16|c64|i8|f64|c128|u64|res|var|u32|u16|i4|bf16|i2|u4|f8e4|\
    f8e5,u8|i16|i8 * *
    QUANTIZE 1 f32 =|f32|f16|u8|i16|i8|i4|u4,f32|f16 =|f32|f16|u8|i8,f32|f16|u8|i8 =|u8|i8,f32|\
    i32|u8|i16|i8 i16|i8,i16 =|i32|i16|i8
    RANDOM_STANDARD_NORMAL 1 i32 f32
    RANDOM_UNIFORM 1 i32 f32
    RANGE 3 f32|i32|i64 = = *
    RANK 1 !res|var|bf16|i2 *
    REAL 1 c128 f64,c64 f32
    REDUCE_ALL 2 bool i32 =|f32|f16|i32|u8|i64|bool|i16|c64|i8|f64|c128|u64|u32|u16|i4|bf16|i2|\
    u4|f8e4|f8e5
    REDUCE_ANY 2 bool i32 =|f32|f16|i32|u8|i64|bool|i16|c64|i8|f64|c128|u64|u32|u16|i4|bf16|i2|\
    u4|f8e4|f8e5
    REDUCE_MAX 2 f32|f16|i32|u8|i64|i16|i8 i32 =|f32|f16|u8|i8,f32|i32|u8|i64|i16|i8 i32 =|f32|\
    f16|i32|u8|i64|bool|i16|c64|i8|f64|c128|u64|u32|u16|i4|bf16|i2|u4|f8e4|f8e5
    REDUCE_MIN 2 f32|f16|i32|u8|i64|i16|i8 i32 =|f32|f16|u8|i8,f32|i32|u8|i64|i16|i8 i32 =|f32|\
    f16|i32|u8|i64|bool|i16|c64|i8|f64|c128|u64|u32|u16|i4|bf16|i2|u4|f8e4|f8e5
    REDUCE_PROD 2 f32|i32|u8|i64|i16|i8 i32 =|f32|f16|i32|u8|i64|bool|i16|c64|i8|f64|c128|u64|\
    u32|u16|i4|bf16|i2|u4|f8e4|f8e5
    RELU 1 f32|f16|u8|i16|i8 =
    RELU6 1 f32|f16|u8|i16|i8 =
    RELU_0_TO_1 1 f32|u8|i8 =
    RELU_N1_TO_1 1 f32|f16|u8|i8 =
    RESHAPE 2 !f32|f16|res|var|bf16|i2 i32 *,!res|var|bf16|i2 i32 =|i32|u8|i64|str|bool|i16|c64|\
    i8|f64|c128|u64|res|var|u32|u16|i4|bf16|i2|u4|f8e4|f8e5
    RESIZE_BILINEAR 2 f32|u8|i16|i8 i32 *
    RESIZE_NEAREST_NEIGHBOR 2 f32|f16|i32|u8|bool|i16|i8|u32|u16|f8e4|f8e5 i32 *
    REVERSE_SEQUENCE 2 f32|i32|u8|i64|i16 i32|i64 =
    REVERSE_V2 2 f32|f16|i32|u8|i64|bool|i16|i8 i32 =
    RFFT2D 2 f32 i32 *
    RIGHT_SHIFT 2 i32|u8|i16|i8|u32|u16 = *
    RNN 5 f32 f32 f32 * !str|res|var !str|res|var,f32 i8 i8 * !str|res|var !str|res|var,f32 u8 \
    u8 * !str|res|var !str|res|var
    ROUND 1 f32|f16 =|i32|u8|i64|str|bool|i16|c64|i8|f64|c128|u64|res|var|u32|u16|i4|bf16|i2|u4|\
    f8e4|f8e5
    RSQRT 1 f32|f16|i16|i8 =
    SCATTER_ND 3 i32 =|f32|i32|u8|i64|bool|i8 =|i32 *
    SEGMENT_SUM 2 f32|i32 i32 =|f32|f16|i32|u8|i64|bool|i16|c64|i8|f64|c128|u64|u32|u16|i4|bf16|\
    i2|u4|f8e4|f8e5
    SELECT 3 bool =|bool =|bool *,bool c64 c64 *,bool f16 f16 *,bool f32 f32 *,bool f64 f64 *,\
    bool f8e4 f8e4 *,bool f8e5 f8e5 *,bool i16 i16 *,bool i32 i32 *,bool i64 i64 *,bool i8 i8 *,\
    bool u16 u16 *,bool u32 u32 *,bool u64 u64 *,bool u8 u8 *
    SELECT_V2 3 bool =|bool =|bool *,bool c64 c64 *,bool f16 f16 *,bool f32 f32 *,bool f64 f64 \
    *,bool f8e4 f8e4 *,bool f8e5 f8e5 *,bool i16 i16 *,bool i32 i32 *,bool i64 i64 *,bool i8 i8 \
    *,bool u16 u16 *,bool u32 u32 *,bool u64 u64 *,bool u8 u8 *
    SHAPE 1 !res|var|bf16|i2 *
    SIGN 1 f32|i32|f64 =
    SIN 1 f32|f16 =
    SKIP_GRAM 1 str =|str
    SLICE 3 !c128|res|var|bf16|i2|u4 i32 i32 =,f32|f16|u8|i8 i32|i64 i32|i64 =
    SOFTMAX 1 f32|f16|i16 =|i32|u8|i64|bool|i16|c64|i8|f64|c128|u64|u32|u16|i4|bf16|i2|u4|f8e4|\
    f8e5,f32|f16|u8|i16|i8 =|i16,i16 =|f32|f16|i32|u8|i64|bool|i16|c64|i8|f64|c128|u64|u32|u16|\
    i4|bf16|i2|u4|f8e4|f8e5
    SPACE_TO_BATCH_ND 3 !str|c128|res|var|i4|bf16|i2|u4 i32|res|u32 !u8|str|bool|i8|f8e4|f8e5 =
    SPACE_TO_DEPTH 1 f32|i32|u8|i64|i8 =
    SPARSE_TO_DENSE 4 i32|i64 i32|i64 f32 f32 *,i32|i64 i32|i64 i32 i32 *,i32|i64 i32|i64 u8 u8 \
    *,i32|i64 i32|i64 i64 i64 *,i32|i64 i32|i64 i8 i8 *
    SPLIT 2 * f32|i32|u8|i64|i16|i8 *,* f16 f16
    SPLIT_V 3 f32|i32|u8|i64|i16|i8 i32|i64 * *
    SQRT 1 f32|f16|i16|i8 =
    SQUARE 1 f32|f16 =
    SQUARED_DIFFERENCE 2 f16|i32 = =|f16,f32|i32 = =|f32|i32|u8|i64|str|bool|i16|c64|i8|f64|\
    c128|u64|res|var|u32|u16|i4|bf16|i2|u4|f8e4|f8e5,i8 =|i8 =|i32|i16|i8|i4|i2|u4
    SQUEEZE 1 f16|str|i16|u16 =|f16|i16|u16|bf16,f32|i32|str|u32 =|f32|i32|u32,i64|str|c64|f64|\
    u64 =|i64|c64|f64|u64,str *,str|c128 =|c128,str|i4|u4 =|i4|u4,u8|str|bool|i8|f8e4|f8e5 =|\
    u8|bool|i8|f8e4|f8e5
    STABLEHLO_ADD 2 !str|c64|c128|res|var|i4|bf16|i2|u4|f8e4|f8e5 = =|f32|f16|i32|u8|i64|bool|\
    i16|c64|i8|f64|c128|u64|u32|u16|i4|bf16|i2|u4|f8e4|f8e5
    STABLEHLO_AND 2 i32|u8|i64|bool|i16|i8|u64|u32|u16 = =|f32|f16|i32|u8|i64|bool|i16|c64|i8|\
    f64|c128|u64|u32|u16|i4|bf16|i2|u4|f8e4|f8e5
    STABLEHLO_GATHER 2 !str|c128|res|var|i4|bf16|i2|u4 i32|i64 =|f32|f16|i32|u8|i64|bool|i16|\
    c64|i8|f64|c128|u64|u32|u16|i4|bf16|i2|u4|f8e4|f8e5
    STABLEHLO_MAXIMUM 2 !str|c64|c128|res|var|i4|bf16|i2|u4|f8e4|f8e5 = =|f32|f16|i32|u8|i64|\
    bool|i16|c64|i8|f64|c128|u64|u32|u16|i4|bf16|i2|u4|f8e4|f8e5
    STABLEHLO_MINIMUM 2 !str|c64|c128|res|var|i4|bf16|i2|u4|f8e4|f8e5 = =|f32|f16|i32|u8|i64|\
    bool|i16|c64|i8|f64|c128|u64|u32|u16|i4|bf16|i2|u4|f8e4|f8e5
    STABLEHLO_MULTIPLY 2 !str|c64|c128|res|var|i4|bf16|i2|u4|f8e4|f8e5 = =|f32|f16|i32|u8|i64|\
    bool|i16|c64|i8|f64|c128|u64|u32|u16|i4|bf16|i2|u4|f8e4|f8e5
    STABLEHLO_PAD 2 !str|res|var|bf16|i2 = =
    STABLEHLO_SHIFT_LEFT 2 i32|i16|i8 = *
    STRIDED_SLICE 4 !c128|res|var|i4|bf16|i2|u4 i32 i32 i32 =
    SUB 2 f16 =|f16 =|f16,f32|i32|u8|i64 = *,f32|i32|u8|i64|i16|i8 = =|f32|f16|i32|i64|str|bool|\
    i16|c64|i8|f64|c128|u64|res|var|u32|u16|i4|bf16|i2|u4|f8e4|f8e5
    SUM 2 f32|f16|i32|u8|i64|i16|i8 i32 =|f32|f16|u8|i8,f32|i32|u8|i64|i16|i8 i32 =|f32|f16|i32|\
    u8|i64|bool|i16|c64|i8|f64|c128|u64|u32|u16|i4|bf16|i2|u4|f8e4|f8e5
    SVDF 5 f32 f32|u8|i8 * * !str|res|var !str|res|var,f32|i8 u8|i8 i32|u8|i16|i8|i4|i2|u4 * \
    i32|u8|i16|i8|i4|i2|u4 i32|u8|i16|i8|i4|i2|u4
    TANH 1 f32|f16|u8|i16|i8 =
    TILE 2 !c128|res|var|i4|bf16|i2|u4 i32|i64 =
    TOPK_V2 2 f32|i32|u8|i64|i16|i8 i32|i16 = i32|i16
    TRANSPOSE 2 !f32|f16|str|c128|res|var|bf16|i2 i32|i64|u64|res|var|u32 =,!str|c128|res|var|\
    bf16|i2 i32|i64|u64|res|u32 =
    TRANSPOSE_CONV 4 i32 f16 f32 f32|f16 f32,i32 f32|f16|i8 f32 f32 f32,i32 i8 i16 =|i32|i64 \
    i16,i32 i8 i8 =|i32 i8,i32 u8 u8 =|i32 u8
    UNIDIRECTIONAL_SEQUENCE_LSTM 24 !str|i8|res|var|bf16|i2 * f32 * f32 f32 f32 f32 f32 * * * \
    f32 f32 f32 f32 * * !str|res|var !str|res|var * * * * !str|res|var,f32 * i8 * i8 i8 i8 i8 \
    i8 * * * f32 f32 f32 f32 * * !str|res|var !str|res|var * * * * !str|res|var,f32 * u8 * u8 \
    u8 u8 u8 u8 * * * f32 f32 f32 f32 * * !str|res|var !str|res|var * * * * !str|res|var,i8 * \
    i8 * i8 i8 i8 i8 i8 * * * i32 i32 i32 i32 * * !str|res|var !str|res|var * * * * !str|res|var
    UNIDIRECTIONAL_SEQUENCE_RNN 5 f32 f32 f32 * !str|res|var !str|res|var,f32 i8 i8 * !str|res|\
    var !str|res|var,f32 u8 u8 * !str|res|var !str|res|var
    UNIQUE 1 f32|i32|u8|i64|i16|i8 = i32
    UNPACK 1 f32|f16|i32|u8|bool|i16|i8 = =
    UNSORTED_SEGMENT_MAX 3 f32|i32 i32 i32 =|f32|f16|i32|u8|i64|bool|i16|c64|i8|f64|c128|u64|\
    u32|u16|i4|bf16|i2|u4|f8e4|f8e5
    UNSORTED_SEGMENT_MIN 3 f32|i32 i32 i32 =|f32|f16|i32|u8|i64|bool|i16|c64|i8|f64|c128|u64|\
    u32|u16|i4|bf16|i2|u4|f8e4|f8e5
    UNSORTED_SEGMENT_PROD 3 f32|i32 i32 i32 =|f32|f16|i32|u8|i64|bool|i16|c64|i8|f64|c128|u64|\
    u32|u16|i4|bf16|i2|u4|f8e4|f8e5
    UNSORTED_SEGMENT_SUM 3 f32|i32 i32 i32 =|f32|f16|i32|u8|i64|bool|i16|c64|i8|f64|c128|u64|\
    u32|u16|i4|bf16|i2|u4|f8e4|f8e5
    WHERE 1 f32|i32|u8|i64|bool|i8|u32 *
    ZEROS_LIKE 1 f32|i32|i64 *
    """
}
