# Nothing asked: the help, as from --help.

