# A folder is no file.
dump .
status 3
