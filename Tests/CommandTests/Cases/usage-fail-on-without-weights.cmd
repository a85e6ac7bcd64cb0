# Such a command could never fail.
diff decomposed_folded_int8.tflite decomposed_clip_int8.tflite --no-weights --fail-on weights
status 2
