# Arm's kernel rounds in its own way.
hardswish digits_int8.tflite --operator 30 --kernel litert-neon --format ndjson
