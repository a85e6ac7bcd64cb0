# The output may not be there, unless it is to be replaced.
rewrite digits_int8.tflite -o digits_float32.tflite
status 3
