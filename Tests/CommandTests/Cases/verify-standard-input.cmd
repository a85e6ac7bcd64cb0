# The runtime reads a model itself, a second time.
verify - digits_int8.tflite
status 2
