# One site.
hardswish digits_int8.tflite --operator 1
