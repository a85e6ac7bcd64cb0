# Two models side by side, with few targets.
report decomposed_folded_int8.tflite digits_int8.tflite --format md --target coral_edgetpu --target ethos_u85
