# Every command has examples and exit statuses.
hardswish --help
