# two records: one with a HARD_SWISH, one with findings
batch digits_int8.tflite decomposed_clip_int8.tflite --select Q038 --quiet
