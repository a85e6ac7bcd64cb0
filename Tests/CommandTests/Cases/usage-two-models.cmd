# dump takes one model.
dump digits_int8.tflite digits_float32.tflite
status 2
