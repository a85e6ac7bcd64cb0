# A strategy may stand behind a space too.
rewrite --split-hard-swish depthwise digits_int8.tflite -o missing.tflite --dry-run --operator 43
