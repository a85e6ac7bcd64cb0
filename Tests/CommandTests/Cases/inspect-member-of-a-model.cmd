# A model is not a damaged archive.
inspect digits_int8.tflite!x
status 3
