# The document of a rewrite.
rewrite two_signatures.tflite -o missing.tflite --dry-run --format json
