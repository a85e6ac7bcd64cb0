# A program learns the same as a person.
verify digits_int8.tflite digits_int8.tflite --python missing/python --format json
status 3
