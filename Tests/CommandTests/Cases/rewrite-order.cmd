# Passes run in the order typed: uint8 has no weights with a scale a channel.
rewrite digits_int8.tflite -o missing.tflite --to-uint8 --per-tensor-weights
status 1
