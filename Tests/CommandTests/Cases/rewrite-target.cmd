# A target asks for the passes that it needs, and the rest is listed.
rewrite digits_int8.tflite -o missing.tflite --dry-run --target xnnpack_delegate
