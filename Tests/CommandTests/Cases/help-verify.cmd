# Every command has examples and exit statuses.
verify --help
