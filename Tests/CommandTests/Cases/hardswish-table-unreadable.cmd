# An error as from any command.
hardswish missing.tflite --operator 1 --table csv
status 3
