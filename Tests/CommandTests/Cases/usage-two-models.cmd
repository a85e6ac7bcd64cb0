# inspect takes one model.
inspect digits_int8.tflite digits_float32.tflite
status 2
