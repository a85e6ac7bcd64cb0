# Every key, in the documented order.
memory digits_int8.tflite --format json
