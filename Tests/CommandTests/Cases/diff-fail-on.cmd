# The structure differs, and only other scales would fail.
diff decomposed_folded_float32.tflite decomposed_clip_float32.tflite --fail-on quantization
