# Every command has examples and exit statuses.
dump --help
