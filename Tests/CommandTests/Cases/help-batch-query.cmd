# Every command has examples and exit statuses.
batch query --help
