# Which site, nobody can guess.
hardswish digits_int8.tflite --table csv
status 2
