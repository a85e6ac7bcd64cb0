# Every key, in the documented order.
hardswish digits_int8.tflite --format json
