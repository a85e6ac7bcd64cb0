# The message says how many there are.
inspect digits_int8.tflite --tensor 500
status 2
