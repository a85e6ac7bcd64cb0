// What a run of bytes comes to: its least, its greatest, its sums. The one loop of an audit that
// goes over every weight.
#ifndef C_BYTE_RUNS_H
#define C_BYTE_RUNS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What a run came to. Each byte counts as `byte ^ flip`.
typedef struct {
  /// The least; 255 for an empty run.
  uint8_t low;
  /// The greatest; 0 for an empty run.
  uint8_t high;
  /// The sum; exact for any run that fits in memory.
  uint64_t sum;
  /// The sum of the greater of each byte and `pivot`.
  uint64_t raised;
} cbr_run;

/// Goes over `count` bytes. Precondition: they can be read. Nothing is written.
cbr_run cbr_sum(const uint8_t *bytes, size_t count, uint8_t flip, uint8_t pivot);

/// The same, byte by byte, on any processor: what `cbr_sum` is held to.
cbr_run cbr_sum_plain(const uint8_t *bytes, size_t count, uint8_t flip, uint8_t pivot);

#ifdef __cplusplus
}
#endif
#endif
