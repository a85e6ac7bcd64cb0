# Every command has examples and exit statuses.
calibrate --help
