# A model that is not there, for programs.
targets ethos-u55 --model missing.tflite --format json
status 3
