# Neither in the schema nor in the model.
inspect digits_int8.tflite --op CONV2D
status 2
