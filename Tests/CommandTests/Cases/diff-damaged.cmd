# A model that cannot be read.
diff digits_int8.tflite -
status 3
input digits_int8.tflite 5000
