# The error stands in the place of the document.
inspect missing.tflite --format json
status 3
