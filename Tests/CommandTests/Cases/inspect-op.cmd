# Only one kind of operator, with the tensors it touches.
inspect digits_int8.tflite --op FULLY_CONNECTED
