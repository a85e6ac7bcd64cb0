# An operator that does not exist is another fault than one of another kind.
rewrite digits_int8.tflite --dry-run --split-hard-swish --operator 99
status 2
