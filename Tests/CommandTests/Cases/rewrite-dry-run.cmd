# Without a pass, a copy through the writer; a rehearsal says the same and writes nothing.
rewrite outside_tables.tflite -o missing.tflite --dry-run
