# The model and the totals stay whole.
inspect digits_int8.tflite --op FULLY_CONNECTED --format json
