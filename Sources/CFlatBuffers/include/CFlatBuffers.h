// Reads FlatBuffers files by a schema. C outside, C++ over libflatbuffers inside: no C++ type,
// exception, assertion or ownership crosses this header.
//
// Five parts, each with a file of its own:
//   pages.cc               a file in memory, page by page as it is read
//   schema.cc              the tables and enums of schema/tflite.fbs, and of schema/metadata.fbs
//   verify.cc              one walk over a whole file, once, at the door
//   CFlatBuffersTables.h   reading fields in place
//   files.cc               calls of Linux for files
#ifndef C_FLAT_BUFFERS_H
#define C_FLAT_BUFFERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// ---- pages.cc ----

/// A file that is brought into memory page by page, as it is read.
typedef struct cfb_pages cfb_pages;

/// The first `count` bytes of a file. Takes the descriptor, and keeps it until `cfb_pages_close`.
/// NULL if the system has no room for so many bytes; then the descriptor stays the caller's.
cfb_pages *cfb_pages_open(int descriptor, uint64_t count);
/// The same for `count` bytes that begin at byte `base` of the file: a member of an archive.
cfb_pages *cfb_pages_open_at(int descriptor, uint64_t base, uint64_t count);
/// Copies `size` bytes at `offset` of what `context` represents to `target`; returns how many were
/// copied.
typedef uint64_t (*cfb_reader)(const void *context, uint64_t offset, uint8_t *target,
                               uint64_t size);
/// A file that exists nowhere as a whole: `read` produces its `count` bytes on demand. Borrows
/// `context` until `cfb_pages_close`. NULL if the system has no room for so many bytes.
cfb_pages *cfb_pages_make(const void *context, cfb_reader read, uint64_t count);
/// Frees what `cfb_pages_open` or `cfb_pages_make` created, and closes the descriptor, if it has
/// one.
void cfb_pages_close(cfb_pages *pages);
/// The address of the bytes once they are loaded; it is the same as long as `pages` exists.
const uint8_t *cfb_pages_bytes(const cfb_pages *pages);
/// Brings `size` bytes at `offset` into memory, if they are not there; nothing for a range that
/// leaves the file. Bytes that the file no longer has are 0. Safe from several threads at a time.
void cfb_pages_load(cfb_pages *pages, uint64_t offset, uint64_t size);
/// Copies `size` bytes at `offset` to `target`, without keeping them: for data that is streamed.
void cfb_pages_read(cfb_pages *pages, uint64_t offset, uint8_t *target, uint64_t size);
/// True if bytes were requested that the file no longer has, because it has become shorter.
bool cfb_pages_were_cut(const cfb_pages *pages);

/// A whole file: in memory if `pages` is NULL, else read on demand.
typedef struct {
  const uint8_t *bytes;
  uint64_t count;
  cfb_pages *pages;
} cfb_buffer;

// ---- schema.cc ----

/// What a field holds.
typedef enum {
  CFB_SCALAR = 0,
  CFB_STRING = 1,
  CFB_TABLE = 2,
  CFB_UNION = 3,
  CFB_UNION_TYPE = 4,
  CFB_SCALAR_VECTOR = 5,
  CFB_STRING_VECTOR = 6,
  CFB_TABLE_VECTOR = 7,
  /// A form that this module does not read (structs, vectors of unions). The schema has none.
  CFB_UNSUPPORTED = 8,
} cfb_kind;

/// How a scalar, or each element of a scalar vector, is stored.
typedef enum {
  CFB_NO_SCALAR = 0,
  CFB_BOOL = 1,
  CFB_INT8 = 2,
  CFB_UINT8 = 3,
  CFB_INT16 = 4,
  CFB_UINT16 = 5,
  CFB_INT32 = 6,
  CFB_UINT32 = 7,
  CFB_INT64 = 8,
  CFB_UINT64 = 9,
  CFB_FLOAT32 = 10,
  CFB_FLOAT64 = 11,
} cfb_scalar;

/// One field of a table. `name` lives as long as the process.
typedef struct {
  const char *name;
  uint16_t id;
  cfb_kind kind;
  cfb_scalar scalar;
  /// The table's index for tables and vectors of them; -1 elsewhere.
  int32_t table;
  /// The enum's index for scalars, unions and union types that have one; -1 elsewhere.
  int32_t enumeration;
  int64_t default_integer;
  double default_real;
  bool deprecated;
} cfb_field;

/// The number of tables in the schema of models; they have the first indices.
int32_t cfb_table_count(void);
/// The index of the root table of models.
int32_t cfb_root_table(void);
/// The index of the root table of TFLite Metadata, whose tables and enums have indices of their own
/// past those of models.
int32_t cfb_metadata_root_table(void);
/// The name of a table without its namespace; "" for an index that does not exist.
const char *cfb_table_name(int32_t table);
/// The number of field ids of a table: field ids run from 0, in the schema's order.
uint16_t cfb_field_count(int32_t table);
/// A field by its id. Precondition: `id < cfb_field_count(table)`.
cfb_field cfb_field_at(int32_t table, uint16_t id);

/// The number of enums and unions in the schema of models; they have the first indices.
int32_t cfb_enum_count(void);
/// The name of an enum or union without its namespace; "" for an index that does not exist.
const char *cfb_enum_name(int32_t enumeration);
/// The name of a value, or NULL if it is not in the schema.
const char *cfb_enum_value_name(int32_t enumeration, int64_t value);
/// The number of values of an enum or union (for a union, NONE included).
int32_t cfb_enum_value_count(int32_t enumeration);
/// The value at a position, in ascending order.
int64_t cfb_enum_value_at(int32_t enumeration, int32_t position);
/// The table of a union's member; -1 for NONE and for members that are not in the schema.
int32_t cfb_union_table(int32_t enumeration, int64_t value);

/// True if `bytes`, a binary schema made by flatc from schema/tflite.fbs, is equal to the one
/// inside the program; for the test that compares them.
bool cfb_schema_equals(const uint8_t *bytes, size_t count);
/// The same for schema/metadata.fbs.
bool cfb_metadata_schema_equals(const uint8_t *bytes, size_t count);

// ---- verify.cc ----

/// Why a walk ended.
typedef enum {
  CFB_SOUND = 0,
  /// Something that the file refers to lies beyond its end.
  CFB_PAST_END = 1,
  /// An offset that no writer writes: 0, or beyond what a FlatBuffer can hold.
  CFB_BAD_OFFSET = 2,
  /// A scalar, table or length that is not aligned to its size.
  CFB_MISALIGNED = 3,
  // Of the next five, `allowed` is the least or the largest value where `found` is less or more; they are equal if `found`
  // is odd.

  /// A table's offset to its field list (vtable).
  CFB_BAD_VTABLE_OFFSET = 4,
  /// The size of a vtable.
  CFB_BAD_VTABLE_SIZE = 5,
  /// The size of a table, in its vtable.
  CFB_BAD_TABLE_SIZE = 6,
  /// Where a field begins in its table, in the vtable.
  CFB_BAD_FIELD_OFFSET = 7,
  /// Where a field ends in its table.
  CFB_BAD_FIELD_END = 8,
  /// A string without the 0 that must follow it.
  CFB_UNTERMINATED = 9,
  /// Tables shared so often that the file unfolds to more than `allowed` bytes.
  CFB_UNFOLDS = 10,
} cfb_verdict;

/// The result of a walk. `offset` is the position of the fault; `found` and `allowed` are in bytes.
typedef struct {
  cfb_verdict verdict;
  uint64_t offset;
  uint64_t found;
  uint64_t allowed;
  /// The end of the furthest thing that the tables reach, in bytes from the start.
  uint64_t furthest;
  /// Where, as `subgraphs[0].tensors[5].shape`; "" for the root.
  char path[256];
  /// 1 if a table has a field newer than the schema: the first, by its number and the table's path.
  uint8_t has_newer;
  uint16_t newer_field;
  char newer_path[256];
} cfb_walk;

/// Walks every table of a buffer, as the schema says, and answers whether all of it can be read. The
/// buffer's root is a table `root` of the schema.
///
/// Total over all inputs: no assertion, no recursion past the schema's own depth. Union members
/// that the schema does not know are held to lie inside the buffer and are otherwise left alone;
/// so are fields newer than the schema. Only the first 2 GiB - 1 can hold tables.
/// Cost: the tables, strings and vector lengths; the elements of scalar vectors are not read.
/// After `CFB_SOUND` all of these are in memory, as far as the schema knows them: reading fields
/// relies on it and asks for no pages.
cfb_walk cfb_verify(cfb_buffer buffer, int32_t root);

// ---- files.cc ----

/// A new file in a folder, without a name: it is gone with its descriptor unless it is linked. -1
/// and errno if the file system has no such files.
int cfb_open_unnamed(const char *folder);
/// Copies up to `size` bytes from `offset` of a file to the current position of `target`, inside
/// the kernel. Returns the number of bytes, 0 at the end of the file, or -1 and errno.
int64_t cfb_copy_range(int source, uint64_t offset, int target, uint64_t size);
/// Lets the disk start to write what was written to a file, without waiting for it.
void cfb_start_writing(int target);
/// The end of the hole that begins at `offset`, at most `end`; `offset` if there is none. Moves the
/// current position of `source`.
uint64_t cfb_hole_end(int source, uint64_t offset, uint64_t end);

#ifdef __cplusplus
}
#endif

#include "CFlatBuffersTables.h"

#endif
