# Every command has examples and exit statuses.
batch report --help
