# The question answered in the first line, then each site.
hardswish digits_int8.tflite
