// A file in memory, page by page as it is read.
//
// Not a mapped file: a page that the file has lost is then a short read, while a mapping raises
// SIGBUS and needs a handler for the whole process; and only what is read takes memory, while the
// kernel maps whole runs of cached pages around each access (Linux 6.18: up to 2 MiB, measured 0.6
// MiB a touch, 73 MiB for the tables of a 500 MB model).

#include "CFlatBuffers.h"

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <mutex>
#include <new>
#include <sys/mman.h>
#include <unistd.h>

namespace {

constexpr uint64_t kPage = 4096;
// Up to this size, the bytes are on the heap. A program that opens one file after another then
// reuses memory, while a new mapping costs a fault for each page: 0.3 us, as much as reading it.
constexpr uint64_t kLargestOnHeap = 8 << 20;

// Reads until `size` bytes are there or the file ends; returns how many were read.
uint64_t read_fully(int descriptor, uint8_t *target, uint64_t offset, uint64_t size) {
  uint64_t done = 0;
  while (done < size) {
    const ssize_t got =
        pread(descriptor, target + done, size - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    done += static_cast<uint64_t>(got);
  }
  return done;
}

}  // namespace

struct cfb_pages {
  // The source of the bytes: a file, or a function.
  int descriptor = -1;
  // The offset of byte 0 in the file.
  uint64_t base = 0;
  const void *context = nullptr;
  cfb_reader reader = nullptr;
  uint64_t count;
  uint8_t *bytes;
  // One for each page; 1 once the page is in memory. Written under the lock, after the page.
  std::unique_ptr<std::atomic<uint8_t>[]> present;
  std::mutex lock;
  std::atomic<bool> was_cut{false};

  uint64_t page_count() const { return (count + kPage - 1) / kPage; }

  uint64_t read(uint8_t *target, uint64_t offset, uint64_t size) const {
    return reader ? reader(context, offset, target, size)
                  : read_fully(descriptor, target, base + offset, size);
  }

  bool is_present(uint64_t page) const {
    return present[page].load(std::memory_order_acquire) != 0;
  }

  // Loads the missing pages of [first, last], each run of them with one read.
  void load(uint64_t first, uint64_t last) {
    const std::lock_guard<std::mutex> guard(lock);
    for (uint64_t page = first; page <= last; page++) {
      if (is_present(page)) continue;
      uint64_t end = page + 1;
      while (end <= last && !is_present(end)) end++;
      const uint64_t start = page * kPage;
      const uint64_t stop = end * kPage < count ? end * kPage : count;
      const uint64_t got = read(bytes + start, start, stop - start);
      if (got < stop - start) {
        std::memset(bytes + start + got, 0, stop - start - got);
        was_cut.store(true);
      }
      for (; page < end; page++) present[page].store(1, std::memory_order_release);
      page--;
    }
  }
};

// Room for `count` bytes, none of them there yet, or nullptr.
static void *make_room(uint64_t count) {
  if (count <= kLargestOnHeap) return std::malloc(count);
  void *place = mmap(nullptr, count, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (place == MAP_FAILED) return nullptr;
  // One byte of a huge page would take all of it.
  madvise(place, count, MADV_NOHUGEPAGE);
  return place;
}

static void release_room(void *place, uint64_t count) {
  if (count <= kLargestOnHeap) {
    std::free(place);
  } else {
    munmap(place, count);
  }
}

static cfb_pages *make_pages(uint64_t count) {
  if (count == 0 || count > SIZE_MAX - kPage) return nullptr;
  void *place = make_room(count);
  if (!place) return nullptr;

  std::unique_ptr<cfb_pages> pages(new (std::nothrow) cfb_pages);
  if (pages) {
    pages->count = count;
    pages->bytes = static_cast<uint8_t *>(place);
    pages->present.reset(new (std::nothrow) std::atomic<uint8_t>[pages->page_count()]());
  }
  if (!pages || !pages->present) {
    release_room(place, count);
    return nullptr;
  }
  return pages.release();
}

cfb_pages *cfb_pages_open(int descriptor, uint64_t count) {
  return cfb_pages_open_at(descriptor, 0, count);
}

cfb_pages *cfb_pages_open_at(int descriptor, uint64_t base, uint64_t count) {
  if (count > INT64_MAX || base > INT64_MAX - count) return nullptr;
  cfb_pages *pages = make_pages(count);
  if (!pages) return nullptr;
  pages->descriptor = descriptor;
  pages->base = base;
  return pages;
}

cfb_pages *cfb_pages_make(const void *context, cfb_reader read, uint64_t count) {
  cfb_pages *pages = make_pages(count);
  if (!pages) return nullptr;
  pages->context = context;
  pages->reader = read;
  return pages;
}

void cfb_pages_close(cfb_pages *pages) {
  release_room(pages->bytes, pages->count);
  if (pages->descriptor >= 0) close(pages->descriptor);
  delete pages;
}

const uint8_t *cfb_pages_bytes(const cfb_pages *pages) { return pages->bytes; }

void cfb_pages_load(cfb_pages *pages, uint64_t offset, uint64_t size) {
  if (size == 0 || offset >= pages->count || size > pages->count - offset) return;
  const uint64_t first = offset / kPage;
  const uint64_t last = (offset + size - 1) / kPage;
  for (uint64_t page = first; page <= last; page++)
    if (!pages->is_present(page)) return pages->load(page, last);
}

void cfb_pages_read(cfb_pages *pages, uint64_t offset, uint8_t *target, uint64_t size) {
  const uint64_t got = pages->read(target, offset, size);
  if (got == size) return;
  for (uint64_t i = got; i < size; i++) target[i] = 0;
  pages->was_cut.store(true);
}

bool cfb_pages_were_cut(const cfb_pages *pages) { return pages->was_cut.load(); }
