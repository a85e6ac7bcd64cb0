# No such Python: what to install, word for word.
verify digits_int8.tflite digits_int8.tflite --python missing/python
status 3
