# A float network and its int8 form, in a screenful.
diff digits_float32.tflite digits_int8.tflite
status 1
