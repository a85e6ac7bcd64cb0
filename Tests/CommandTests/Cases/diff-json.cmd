# Two int8 models that write hard-swish differently, for programs.
diff decomposed_folded_int8.tflite decomposed_clip_int8.tflite --format json
status 1
