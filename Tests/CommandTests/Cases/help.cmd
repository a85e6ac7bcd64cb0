# What the tool is, with examples and exit statuses.
--help
