# Every command has examples and exit statuses.
batch --help
