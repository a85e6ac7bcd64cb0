# Each change says how far a code moves; a rehearsal writes nothing.
rewrite digits_int8.tflite -o missing.tflite --dry-run --split-hard-swish=relu6
