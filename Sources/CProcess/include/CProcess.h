// What the kernel passed to this process when it started. Nothing here needs /proc.
#pragma once

/// The number of arguments, including the program's name.
int cprocess_argument_count(void);

/// The arguments, including the program's name; NULL after the last.
char *const *cprocess_arguments(void);

/// The environment as it was at the start, as `NAME=value`; NULL after the last.
char *const *cprocess_environment(void);

/// Opens a descriptor for what nobody reads: /dev/null, or memory in a root without devices.
int cprocess_nowhere(void);

/// A path that starts this program again.
const char *cprocess_executable(void);
