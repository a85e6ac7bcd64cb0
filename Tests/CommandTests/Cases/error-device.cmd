# A device is no file.
dump /dev/null
status 3
