# The same for a pull request.
diff decomposed_folded_int8.tflite decomposed_clip_int8.tflite --format md
status 1
