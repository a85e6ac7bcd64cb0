# The summary of one model for a pull request.
report digits_int8.tflite --format md
