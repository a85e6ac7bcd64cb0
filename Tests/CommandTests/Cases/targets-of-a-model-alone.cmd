# A model where a profile is expected.
targets ./digits_int8.tflite
status 3
