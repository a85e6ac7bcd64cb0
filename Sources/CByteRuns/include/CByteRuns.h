// Minimum, maximum and sums of runs and rows of bytes, and differences between runs: the loops over
// all weights.
#ifndef C_BYTE_RUNS_H
#define C_BYTE_RUNS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The figures of a run. Each byte counts as `byte ^ flip`.
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

/// Computes the figures of `count` bytes. Precondition: they can be read. Nothing is written.
cbr_run cbr_sum(const uint8_t *bytes, size_t count, uint8_t flip, uint8_t pivot);

/// The same, byte by byte, on any processor, for comparison with `cbr_sum`.
cbr_run cbr_sum_plain(const uint8_t *bytes, size_t count, uint8_t flip, uint8_t pivot);

/// Adds a row, one byte per column, to the figures of the columns from `first` on: an array for
/// each figure. `sums` and `raised` hold at most 257 rows, because that many times 255 fill 16
/// bits; `pivots` are the minimum that the bytes of each column are raised to.
///
/// Each byte counts as `byte ^ flip`; returns how many of them are 0. Precondition: there are
/// `first + count` columns, and no two of the arrays overlap.
size_t cbr_add_row(uint8_t *low, uint8_t *high, uint16_t *sums, uint16_t *raised,
                   const uint8_t *pivots, size_t first, const uint8_t *bytes, size_t count,
                   uint8_t flip);

/// How two runs of bytes differ. Each byte counts as `byte ^ flip`.
typedef struct {
  /// How many bytes differ.
  uint64_t changed;
  /// The largest difference.
  uint64_t greatest;
  /// The sum of the differences, each without its sign.
  uint64_t distance;
  /// The sum of the squares of the differences.
  uint64_t distance_squares;
  /// The sum of the first run.
  uint64_t sum;
  /// The sum of the squares of the first run.
  uint64_t squares;
} cbr_difference;

/// Compares `count` bytes of two runs. Precondition: they can be read. Nothing is written.
cbr_difference cbr_compare(const uint8_t *a, const uint8_t *b, size_t count, uint8_t flip);

/// The same, byte by byte, on any processor, for comparison with `cbr_compare`.
cbr_difference cbr_compare_plain(const uint8_t *a, const uint8_t *b, size_t count, uint8_t flip);

/// How the bytes of a run of weights become real numbers: `((byte ^ flip) - zero) * scale`.
typedef struct {
  uint8_t flip;
  int32_t zero;
  double scale;
} cbr_reading;

/// What the changes of weights come to, as real numbers: a weight changes by what it is minus what
/// it was.
typedef struct {
  /// The sum of the absolute changes.
  double absolute;
  /// The sum of their squares.
  double noise;
  /// The sum of the squares of the old weights.
  double signal;
  /// The greatest absolute change.
  double greatest;
} cbr_changes;

/// Adds the changes of `count` weights to `changes`. Each weight is computed in double; the order
/// in which they are added is the same on every processor.
///
/// Precondition: both arrays can be read, and no number is infinite. Nothing else is written.
void cbr_add_changes(cbr_changes *changes, const uint8_t *was, cbr_reading old_reading,
                     const uint8_t *now, cbr_reading new_reading, size_t count);

#ifdef __cplusplus
}
#endif
#endif
