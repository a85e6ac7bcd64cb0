# A near miss is no hard-swish.
hardswish near_miss_slope_int8.tflite
