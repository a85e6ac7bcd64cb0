# The same target supports every operator of the float16 model: its DEQUANTIZE are folded.
targets xnnpack --model digits_float16.tflite --fail-on-unsupported
