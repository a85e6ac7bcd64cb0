# A target that is known to support less than the share that is asked for ends with status 1.
targets xnnpack --model digits_int8.tflite --min-coverage 95%
status 1
