# What costs most, with the totals of everything.
inspect digits_int8.tflite --sort macs --top 3
