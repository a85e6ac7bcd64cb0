# At least one must be shown.
inspect digits_int8.tflite --top 0
status 2
