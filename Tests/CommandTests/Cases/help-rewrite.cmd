# Every command has examples and exit statuses.
rewrite --help
