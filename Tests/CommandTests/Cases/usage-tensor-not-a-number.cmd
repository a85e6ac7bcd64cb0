# An index is a number.
inspect digits_int8.tflite --tensor last
status 2
