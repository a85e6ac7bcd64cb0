# One side is standard input.
diff - digits_int8.tflite
input digits_int8.tflite
