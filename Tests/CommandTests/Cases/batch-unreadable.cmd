# a file that is no model has its record, and the others theirs
batch FIXTURES.md two_signatures.tflite --select Q038 --quiet
status 4
