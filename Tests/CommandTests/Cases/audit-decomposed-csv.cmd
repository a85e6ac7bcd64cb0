# for spreadsheets
audit decomposed_folded_int8.tflite digits_int8.tflite --format csv
