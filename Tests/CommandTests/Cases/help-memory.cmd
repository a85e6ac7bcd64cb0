# How memory is planned.
memory --help
