# One model has the site.
hardswish digits_int8.tflite two_signatures.tflite --operator 1 --table csv
status 2
