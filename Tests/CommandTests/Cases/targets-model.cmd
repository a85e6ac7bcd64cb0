# Where the operators of a model would run.
targets ethos-u55 edgetpu generic-uint8-npu --model digits_int8.tflite
