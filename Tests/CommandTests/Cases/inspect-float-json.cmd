# Tensors without quantization have null.
inspect decomposed_folded_float32.tflite --format json
