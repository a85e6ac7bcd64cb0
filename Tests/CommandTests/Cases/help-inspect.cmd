# Every command has examples and exit statuses.
inspect --help
