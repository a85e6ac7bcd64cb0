# Weights are proved by their signal to noise.
rewrite decomposed_folded_int8.tflite -o missing.tflite --dry-run --per-tensor-weights --format json
