// minizip's reader, with files that are not handed on to child processes.
#include <minizip/unzip.h>
#include <stdio.h>

static inline voidpf tflens_open_for_reading(voidpf opaque, const void *path, int mode) {
  (void)opaque;
  (void)mode;
  return fopen((const char *)path, "rbe");
}

/// Opens a zip archive; NULL if it cannot be opened or has no list of files.
static inline unzFile tflens_open_zip(const char *path) {
  zlib_filefunc64_def functions;
  fill_fopen64_filefunc(&functions);
  functions.zopen64_file = tflens_open_for_reading;
  return unzOpen2_64(path, &functions);
}
