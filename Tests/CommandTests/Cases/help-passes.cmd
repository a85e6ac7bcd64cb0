# Every command has examples and exit statuses.
passes --help
