# Only archives, containers and C source have members.
inspect FIXTURES.md!x
status 3
