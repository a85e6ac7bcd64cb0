# The same for programs.
targets edgetpu --model digits_int8.tflite --format json
