# The version alone, for scripts.
--version
