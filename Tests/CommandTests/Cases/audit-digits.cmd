# a well-made model
audit digits_int8.tflite
