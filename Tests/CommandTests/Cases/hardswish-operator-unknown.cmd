# The message lists the sites.
hardswish digits_int8.tflite --operator 0
status 2
