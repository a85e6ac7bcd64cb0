// The schema as this module keeps it: the binary schema's tables, flattened for walking.
#ifndef C_FLAT_BUFFERS_SCHEMA_H
#define C_FLAT_BUFFERS_SCHEMA_H

#include "CFlatBuffers.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace cfb {

struct EnumValue {
  int64_t value;
  const char *name;
  /// The member's table in a union; -1 for NONE and in an enum.
  int32_t table;
};

struct Enum {
  const char *name;
  std::vector<EnumValue> values;  // ascending

  const EnumValue *find(int64_t value) const;
};

struct Table {
  const char *name;
  std::vector<cfb_field> fields;  // by id
};

struct Schema {
  std::vector<Table> tables;
  std::vector<Enum> enums;
  int32_t root = -1;
};

/// The schema of models, which is built into the program; made at the first call, then shared.
const Schema &schema();
/// The schema of TFLite Metadata, likewise.
const Schema &metadata_schema();

/// The tables and enums of the metadata's schema have the indices from here on.
constexpr int32_t kFirstOfMetadata = 1 << 16;

/// A table by its index, of either schema; nullptr where neither has it.
const Table *table(int32_t index);
/// An enum or union by its index, of either schema; nullptr where neither has it.
const Enum *enumeration(int32_t index);

/// The stored size of a scalar in bytes; 0 for CFB_NO_SCALAR.
uint32_t size_of(cfb_scalar scalar);

}  // namespace cfb

/// schema/tflite.fbs, compiled by flatc (`make schema`).
extern const unsigned char cfb_binary_schema[];
extern const size_t cfb_binary_schema_size;
/// schema/metadata.fbs, likewise.
extern const unsigned char cfb_binary_metadata_schema[];
extern const size_t cfb_binary_metadata_schema_size;

#endif
