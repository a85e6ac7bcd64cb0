#define _GNU_SOURCE
#include "CProcess.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <unistd.h>

static int argument_count;
static char **arguments;
static char **environment;

// A file or pipe that is opened gets the lowest free number. If standard input, output or error is
// closed, that is theirs, and it would receive what is written to them. A place that can be neither
// read nor written keeps each such number taken, so that reading and writing fail as before.
static void occupy_closed_streams(void) {
  int place;
  do {
    place = open("/", O_PATH);
  } while (place >= 0 && place <= STDERR_FILENO);
  if (place >= 0) close(place);
}

// glibc and musl hand main's arguments to constructors. 101 is the first priority that programs may use:
// this runs before the Swift runtime's own constructors, which have none.
__attribute__((constructor(101))) static void start(int count, char **words, char **variables) {
  argument_count = count;
  arguments = words;
  environment = variables;
  occupy_closed_streams();
  // Without /proc, the Swift runtime cannot find its own path, which it needs for backtraces, and
  // aborts. If a root is given, it does not look for one.
  if (access("/proc/self/exe", F_OK) != 0) setenv("SWIFT_ROOT", "/", 0);
}

int cprocess_argument_count(void) { return argument_count; }

char *const *cprocess_arguments(void) { return arguments; }

char *const *cprocess_environment(void) { return environment; }

const char *cprocess_executable(void) {
  if (access("/proc/self/exe", X_OK) == 0) return "/proc/self/exe";
  const char *path = (const char *)getauxval(AT_EXECFN);
  return path ? path : "";
}

int cprocess_nowhere(void) {
  int device = open("/dev/null", O_WRONLY | O_CLOEXEC);
  return device >= 0 ? device : memfd_create("nowhere", MFD_CLOEXEC);
}
