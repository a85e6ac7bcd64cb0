# The message lists the formats.
inspect digits_int8.tflite --format xml
status 2
