# The summary stays that of the whole model.
hardswish digits_int8.tflite --operator 1 --format json
