# The table of one site, for a spreadsheet.
hardswish digits_int8.tflite --operator 1 --table csv
