# No such file, as text.
inspect missing.tflite
status 3
