# A comparison needs two.
diff digits_int8.tflite
status 2
