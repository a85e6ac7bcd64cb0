# a rule that there is not
audit digits_int8.tflite --select bias-scale
status 2
