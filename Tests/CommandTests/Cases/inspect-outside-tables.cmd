# Says how much data lies behind the tables.
inspect outside_tables.tflite --op MEAN
