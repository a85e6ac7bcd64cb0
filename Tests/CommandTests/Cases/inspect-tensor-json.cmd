# The same for programs.
inspect digits_int8.tflite --tensor 50 --format json
