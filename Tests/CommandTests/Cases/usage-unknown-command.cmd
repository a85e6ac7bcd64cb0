# A command that does not exist is wrong usage.
inspekt digits_int8.tflite
status 2
