// What verify.cc needs of a file whose pages are read on demand.
#ifndef C_FLAT_BUFFERS_PAGES_H
#define C_FLAT_BUFFERS_PAGES_H

#include "CFlatBuffers.h"

namespace cfb {

/// True if `size` bytes at `at` lie inside the buffer; then they are in memory.
inline bool ready(const cfb_buffer &buffer, uint64_t at, uint64_t size) {
  if (at > buffer.count || size > buffer.count - at) return false;
  if (buffer.pages) cfb_pages_load(buffer.pages, at, size);
  return true;
}

}  // namespace cfb

#endif
