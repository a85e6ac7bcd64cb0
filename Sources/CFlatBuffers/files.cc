// Linux calls for files that Swift's Glibc does not have.

#include "CFlatBuffers.h"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

int cfb_open_unnamed(const char *folder) {
  return open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0666);
}

int64_t cfb_copy_range(int source, uint64_t offset, int target, uint64_t size) {
  auto from = static_cast<off_t>(offset);
  return copy_file_range(source, &from, target, nullptr, size, 0);
}

void cfb_start_writing(int target) {
  // The disk can write what is there while more is copied; errors are reported by fsync.
  sync_file_range(target, 0, 0, SYNC_FILE_RANGE_WRITE);
}

uint64_t cfb_hole_end(int source, uint64_t offset, uint64_t end) {
  const off_t data = lseek(source, static_cast<off_t>(offset), SEEK_DATA);
  // There is no data after the end.
  if (data < 0) return errno == ENXIO ? end : offset;
  return static_cast<uint64_t>(data) < end ? static_cast<uint64_t>(data) : end;
}
