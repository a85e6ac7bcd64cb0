// What runs and rows of bytes come to: least, greatest, sums. The loops of an audit that go over
// every weight.
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

/// Adds a row, a byte a column, to what each column came to so far, from column `first` on: an array
/// for each figure. `sums` and `raised` hold at most 257 rows, as so many times 255 fill 16 bits;
/// `pivots` are what the bytes of each column are raised to.
///
/// Each byte counts as `byte ^ flip`; gives how many of them are 0. Precondition: there are
/// `first + count` columns, and no two of the arrays overlap.
size_t cbr_add_row(uint8_t *low, uint8_t *high, uint16_t *sums, uint16_t *raised,
                   const uint8_t *pivots, size_t first, const uint8_t *bytes, size_t count,
                   uint8_t flip);

#ifdef __cplusplus
}
#endif
#endif
