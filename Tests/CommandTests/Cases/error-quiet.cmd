# --quiet keeps errors.
inspect missing.tflite --quiet
status 3
