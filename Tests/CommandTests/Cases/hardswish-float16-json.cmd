# Weights behind DEQUANTIZE are the stored ones.
hardswish digits_float16.tflite --format json
