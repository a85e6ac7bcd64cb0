# An option that does not exist is wrong usage.
inspect digits_int8.tflite --ops CONV_2D
status 2
