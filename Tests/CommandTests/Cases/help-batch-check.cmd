# Every command has examples and exit statuses.
batch check --help
