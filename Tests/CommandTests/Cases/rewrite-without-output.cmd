# There is nowhere else to write to.
rewrite digits_int8.tflite
status 2
