// From flatc's binary schema to tables that can be walked: field ids as indices, one kind a field.

#include "schema.h"

#include "flatbuffers/reflection_generated.h"

#include <algorithm>
#include <cstring>

namespace cfb {
namespace {

// The name without its namespace. The binary schema is never freed, so the pointer stays valid.
const char *short_name(const flatbuffers::String *name) {
  const char *dot = std::strrchr(name->c_str(), '.');
  return dot ? dot + 1 : name->c_str();
}

cfb_scalar scalar_of(reflection::BaseType type) {
  switch (type) {
    case reflection::UType: return CFB_UINT8;
    case reflection::Bool: return CFB_BOOL;
    case reflection::Byte: return CFB_INT8;
    case reflection::UByte: return CFB_UINT8;
    case reflection::Short: return CFB_INT16;
    case reflection::UShort: return CFB_UINT16;
    case reflection::Int: return CFB_INT32;
    case reflection::UInt: return CFB_UINT32;
    case reflection::Long: return CFB_INT64;
    case reflection::ULong: return CFB_UINT64;
    case reflection::Float: return CFB_FLOAT32;
    case reflection::Double: return CFB_FLOAT64;
    default: return CFB_NO_SCALAR;
  }
}

cfb_kind vector_kind(const reflection::Schema &binary, const reflection::Type &type) {
  if (scalar_of(type.element()) != CFB_NO_SCALAR && type.element() != reflection::UType)
    return CFB_SCALAR_VECTOR;
  if (type.element() == reflection::String) return CFB_STRING_VECTOR;
  const bool is_table =
      type.element() == reflection::Obj && !binary.objects()->Get(type.index())->is_struct();
  return is_table ? CFB_TABLE_VECTOR : CFB_UNSUPPORTED;
}

cfb_kind kind_of(const reflection::Schema &binary, const reflection::Type &type) {
  switch (type.base_type()) {
    case reflection::UType: return CFB_UNION_TYPE;
    case reflection::Union: return CFB_UNION;
    case reflection::String: return CFB_STRING;
    case reflection::Vector: return vector_kind(binary, type);
    case reflection::Obj:
      return binary.objects()->Get(type.index())->is_struct() ? CFB_UNSUPPORTED : CFB_TABLE;
    default: return scalar_of(type.base_type()) == CFB_NO_SCALAR ? CFB_UNSUPPORTED : CFB_SCALAR;
  }
}

// The index of what a schema has at `place`, where its first has the index `first`; -1 for nothing.
int32_t index_of(int32_t place, int32_t first) { return place < 0 ? -1 : first + place; }

cfb_field field_of(const reflection::Schema &binary, const reflection::Field &source,
                   int32_t first) {
  const reflection::Type &type = *source.type();
  const cfb_kind kind = kind_of(binary, type);
  const bool of_tables = kind == CFB_TABLE || kind == CFB_TABLE_VECTOR;
  const auto stored = type.base_type() == reflection::Vector ? type.element() : type.base_type();
  const int32_t index = index_of(type.index(), first);
  return {source.name()->c_str(),    source.id(),
          kind,                      scalar_of(stored),
          of_tables ? index : -1,    of_tables ? -1 : index,
          source.default_integer(),  source.default_real(),
          source.deprecated()};
}

Table table_of(const reflection::Schema &binary, const reflection::Object &source,
               int32_t first) {
  const cfb_field none = {"", 0, CFB_UNSUPPORTED, CFB_NO_SCALAR, -1, -1, 0, 0, false};
  Table table = {short_name(source.name()), {}};
  table.fields.assign(source.fields()->size(), none);
  for (const reflection::Field *field : *source.fields())
    if (field->id() < table.fields.size()) table.fields[field->id()] = field_of(binary, *field, first);
  return table;
}

Enum enum_of(const reflection::Enum &source, int32_t first) {
  Enum result = {short_name(source.name()), {}};
  for (const reflection::EnumVal *value : *source.values()) {
    const bool is_table = source.is_union() && value->union_type() &&
                          value->union_type()->base_type() == reflection::Obj;
    result.values.push_back(
        {value->value(), value->name()->c_str(),
         is_table ? index_of(value->union_type()->index(), first) : -1});
  }
  std::sort(result.values.begin(), result.values.end(),
            [](const EnumValue &a, const EnumValue &b) { return a.value < b.value; });
  return result;
}

// The schema in `bytes`; its tables, and its enums, have the indices from `first` on.
Schema load(const unsigned char *bytes, int32_t first) {
  const reflection::Schema &binary = *reflection::GetSchema(bytes);
  Schema result;
  for (const reflection::Object *object : *binary.objects())
    result.tables.push_back(table_of(binary, *object, first));
  for (const reflection::Enum *source : *binary.enums())
    result.enums.push_back(enum_of(*source, first));
  for (size_t i = 0; i < result.tables.size(); i++)
    if (binary.root_table() &&
        std::strcmp(result.tables[i].name, short_name(binary.root_table()->name())) == 0)
      result.root = first + static_cast<int32_t>(i);
  return result;
}

bool equal(const cfb_field &a, const cfb_field &b) {
  return std::strcmp(a.name, b.name) == 0 && a.id == b.id && a.kind == b.kind &&
         a.scalar == b.scalar && a.table == b.table && a.enumeration == b.enumeration &&
         a.default_integer == b.default_integer && a.default_real == b.default_real &&
         a.deprecated == b.deprecated;
}

bool equal(const EnumValue &a, const EnumValue &b) {
  return a.value == b.value && std::strcmp(a.name, b.name) == 0 && a.table == b.table;
}

bool equal(const Table &a, const Table &b) {
  return std::strcmp(a.name, b.name) == 0 &&
         std::equal(a.fields.begin(), a.fields.end(), b.fields.begin(), b.fields.end(),
                    [](const cfb_field &x, const cfb_field &y) { return equal(x, y); });
}

bool equal(const Enum &a, const Enum &b) {
  return std::strcmp(a.name, b.name) == 0 &&
         std::equal(a.values.begin(), a.values.end(), b.values.begin(), b.values.end(),
                    [](const EnumValue &x, const EnumValue &y) { return equal(x, y); });
}

// Whether `bytes` is a sound binary schema that says the same as `known`.
bool says(const uint8_t *bytes, size_t count, const Schema &known, int32_t first) {
  flatbuffers::Verifier verifier(bytes, count);
  if (!reflection::VerifySchemaBuffer(verifier)) return false;
  const Schema other = load(bytes, first);
  return known.root == other.root &&
         std::equal(known.tables.begin(), known.tables.end(), other.tables.begin(),
                    other.tables.end(),
                    [](const Table &x, const Table &y) { return equal(x, y); }) &&
         std::equal(known.enums.begin(), known.enums.end(), other.enums.begin(),
                    other.enums.end(), [](const Enum &x, const Enum &y) { return equal(x, y); });
}

// The element at an index; nullptr where there is none.
template <typename T>
const T *at(const std::vector<T> &elements, int32_t index) {
  return index >= 0 && static_cast<size_t>(index) < elements.size() ? &elements[index] : nullptr;
}

}  // namespace

const EnumValue *Enum::find(int64_t value) const {
  const auto place =
      std::lower_bound(values.begin(), values.end(), value,
                       [](const EnumValue &a, int64_t wanted) { return a.value < wanted; });
  return place != values.end() && place->value == value ? &*place : nullptr;
}

const Table *table(int32_t index) {
  return index < kFirstOfMetadata ? at(schema().tables, index)
                                  : at(metadata_schema().tables, index - kFirstOfMetadata);
}

const Enum *enumeration(int32_t index) {
  return index < kFirstOfMetadata ? at(schema().enums, index)
                                  : at(metadata_schema().enums, index - kFirstOfMetadata);
}

const Schema &schema() {
  static const Schema built_in = load(cfb_binary_schema, 0);
  return built_in;
}

const Schema &metadata_schema() {
  static const Schema built_in = load(cfb_binary_metadata_schema, kFirstOfMetadata);
  return built_in;
}

uint32_t size_of(cfb_scalar scalar) {
  switch (scalar) {
    case CFB_NO_SCALAR: return 0;
    case CFB_BOOL: case CFB_INT8: case CFB_UINT8: return 1;
    case CFB_INT16: case CFB_UINT16: return 2;
    case CFB_INT32: case CFB_UINT32: case CFB_FLOAT32: return 4;
    case CFB_INT64: case CFB_UINT64: case CFB_FLOAT64: return 8;
  }
  return 0;
}

}  // namespace cfb

int32_t cfb_table_count(void) { return static_cast<int32_t>(cfb::schema().tables.size()); }
int32_t cfb_root_table(void) { return cfb::schema().root; }
int32_t cfb_metadata_root_table(void) { return cfb::metadata_schema().root; }

const char *cfb_table_name(int32_t table) {
  const cfb::Table *found = cfb::table(table);
  return found ? found->name : "";
}

uint16_t cfb_field_count(int32_t table) {
  const cfb::Table *found = cfb::table(table);
  return found ? static_cast<uint16_t>(found->fields.size()) : 0;
}

cfb_field cfb_field_at(int32_t table, uint16_t id) { return cfb::table(table)->fields[id]; }

int32_t cfb_enum_count(void) { return static_cast<int32_t>(cfb::schema().enums.size()); }

const char *cfb_enum_name(int32_t enumeration) {
  const cfb::Enum *found = cfb::enumeration(enumeration);
  return found ? found->name : "";
}

const char *cfb_enum_value_name(int32_t enumeration, int64_t value) {
  const cfb::Enum *found = cfb::enumeration(enumeration);
  const cfb::EnumValue *known = found ? found->find(value) : nullptr;
  return known ? known->name : nullptr;
}

int32_t cfb_enum_value_count(int32_t enumeration) {
  const cfb::Enum *found = cfb::enumeration(enumeration);
  return found ? static_cast<int32_t>(found->values.size()) : 0;
}

int64_t cfb_enum_value_at(int32_t enumeration, int32_t position) {
  return cfb::enumeration(enumeration)->values[position].value;
}

int32_t cfb_union_table(int32_t enumeration, int64_t value) {
  const cfb::Enum *found = cfb::enumeration(enumeration);
  const cfb::EnumValue *known = found ? found->find(value) : nullptr;
  return known ? known->table : -1;
}

bool cfb_schema_equals(const uint8_t *bytes, size_t count) {
  return cfb::says(bytes, count, cfb::schema(), 0);
}

bool cfb_metadata_schema_equals(const uint8_t *bytes, size_t count) {
  return cfb::says(bytes, count, cfb::metadata_schema(), cfb::kFirstOfMetadata);
}
