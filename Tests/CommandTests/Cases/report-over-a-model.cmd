# A report never replaces a model, be it another one.
report digits_int8.tflite -o two_signatures.tflite
status 3
