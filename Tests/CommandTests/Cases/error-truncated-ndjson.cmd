# The same on one line.
dump - --format ndjson
status 3
input digits_int8.tflite 40000
