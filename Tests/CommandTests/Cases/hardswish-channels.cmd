# Every multiplier, real and in fixed point.
hardswish digits_int8.tflite --operator 1 --channels
