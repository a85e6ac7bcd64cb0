# Structure differs, and only other weights would fail.
diff decomposed_folded_int8.tflite decomposed_clip_int8.tflite --no-weights --fail-on weights
