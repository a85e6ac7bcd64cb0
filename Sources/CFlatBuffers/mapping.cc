// A mapped file, and what happens when somebody cuts it short while we read.
//
// The kernel then raises SIGBUS at the first page that is gone. The handler puts a page of zeros
// there and marks the mapping as cut, so that the reader goes on safely (tables.cc checks every
// bound) and the caller asks `cfb_mapping_was_cut` before it trusts what it has read.

#include "CFlatBuffers.h"

#include <atomic>
#include <csignal>
#include <mutex>
#include <sys/mman.h>
#include <unistd.h>

namespace {

constexpr int32_t kSlots = 1024;

struct Slot {
  std::atomic<uintptr_t> start{0};
  std::atomic<uintptr_t> end{0};
  std::atomic<bool> cut{false};
};

Slot slots[kSlots];
struct sigaction earlier;

// Async-signal-safe: reads atomics and calls mmap and sigaction, which are plain system calls.
void on_bus_error(int signal, siginfo_t *info, void *context) {
  const auto place = reinterpret_cast<uintptr_t>(info->si_addr);
  for (Slot &slot : slots) {
    if (place < slot.start.load() || place >= slot.end.load()) continue;
    const auto size = static_cast<uintptr_t>(sysconf(_SC_PAGESIZE));
    void *page = reinterpret_cast<void *>(place & ~(size - 1));
    slot.cut.store(true);
    if (mmap(page, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) != MAP_FAILED)
      return;
  }
  // Not ours: do what would have been done without us.
  if (earlier.sa_flags & SA_SIGINFO) {
    earlier.sa_sigaction(signal, info, context);
  } else if (earlier.sa_handler != SIG_DFL && earlier.sa_handler != SIG_IGN) {
    earlier.sa_handler(signal);
  } else {
    sigaction(SIGBUS, &earlier, nullptr);
  }
}

void install_handler() {
  static std::once_flag once;
  std::call_once(once, [] {
    struct sigaction action = {};
    action.sa_sigaction = on_bus_error;
    action.sa_flags = SA_SIGINFO;
    sigemptyset(&action.sa_mask);
    sigaction(SIGBUS, &action, &earlier);
  });
}

}  // namespace

cfb_mapping cfb_map(int descriptor, size_t count) {
  install_handler();
  void *place = mmap(nullptr, count, PROT_READ, MAP_PRIVATE, descriptor, 0);
  if (place == MAP_FAILED) return {nullptr, 0, -1};

  const auto start = reinterpret_cast<uintptr_t>(place);
  for (int32_t i = 0; i < kSlots; i++) {
    uintptr_t free = 0;
    if (!slots[i].start.compare_exchange_strong(free, start)) continue;
    slots[i].cut.store(false);
    slots[i].end.store(start + count);
    return {static_cast<const uint8_t *>(place), count, i};
  }
  munmap(place, count);
  return {nullptr, 0, -1};
}

bool cfb_mapping_was_cut(cfb_mapping mapping) {
  return mapping.slot >= 0 && slots[mapping.slot].cut.load();
}

void cfb_unmap(cfb_mapping mapping) {
  if (mapping.slot < 0) return;
  slots[mapping.slot].end.store(0);
  slots[mapping.slot].start.store(0);
  munmap(const_cast<uint8_t *>(mapping.bytes), mapping.count);
}
