# Nothing differs.
diff digits_int8.tflite digits_int8.tflite
