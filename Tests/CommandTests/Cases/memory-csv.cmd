# Live bytes at each operator, for a spreadsheet.
memory decomposed_folded_int8.tflite --format csv
