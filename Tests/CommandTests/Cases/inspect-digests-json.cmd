# The same for programs.
inspect digits_int8.tflite --tensor 46 --digests --format json
