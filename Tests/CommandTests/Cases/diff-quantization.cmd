# Quantization alone; the other changes do not count.
diff digits_int8.tflite digits_dynamic.tflite --quantization-only
status 1
