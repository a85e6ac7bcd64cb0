# The same for a C program.
hardswish digits_int8.tflite --operator 1 --table c
