# rewrite takes one model.
rewrite digits_int8.tflite digits_float32.tflite
status 2
