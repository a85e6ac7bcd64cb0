# The same for $readmemh.
hardswish digits_int8.tflite --operator 1 --table memh
