# Another grid is compared in steps of the coarser one.
rewrite digits_int8.tflite -o missing.tflite --dry-run --requantize-hard-swish tight --operator 1 --format json
