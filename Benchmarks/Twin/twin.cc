// The least that `tflens inspect` must do: verifies a model with libflatbuffers and prints its operators, tensors
// and ranges of scales with `printf`, with the reader that flatc generates.
// Usage: twin MODEL

#include <algorithm>
#include <cstdio>
#include <memory>

#include "tflite_generated.h"

struct Bytes {
  std::unique_ptr<uint8_t[]> data;
  size_t size = 0;
};

static bool read(const char *path, Bytes &bytes) {
  FILE *file = std::fopen(path, "rb");
  if (!file) return false;
  std::fseek(file, 0, SEEK_END);
  bytes.size = std::ftell(file);
  std::rewind(file);
  // Not initialized, because it is read into.
  bytes.data.reset(new uint8_t[bytes.size]);
  bool complete = std::fread(bytes.data.get(), 1, bytes.size, file) == bytes.size;
  std::fclose(file);
  return complete;
}

static const char *text(const flatbuffers::String *string) { return string ? string->c_str() : ""; }

template <typename Vector> static unsigned count(const Vector *vector) { return vector ? vector->size() : 0; }

static const char *name(const tflite::OperatorCode &code) {
  // Files from before 2020 have only the narrow field.
  int number = std::max<int>(code.builtin_code(), code.deprecated_builtin_code());
  auto builtin = static_cast<tflite::BuiltinOperator>(number);
  return builtin == tflite::BuiltinOperator_CUSTOM ? text(code.custom_code())
                                                   : tflite::EnumNameBuiltinOperator(builtin);
}

static void print(const char *title, const flatbuffers::Vector<int32_t> *indices) {
  std::printf(" %s", title);
  for (unsigned i = 0; i < count(indices); i++) std::printf(" %d", indices->Get(i));
}

static void print(const tflite::Tensor &tensor, unsigned index) {
  std::printf("  tensor %u %s %s [", index, text(tensor.name()), tflite::EnumNameTensorType(tensor.type()));
  for (unsigned i = 0; i < count(tensor.shape()); i++) std::printf(" %d", tensor.shape()->Get(i));
  std::printf(" ] buffer %u", tensor.buffer());
  const auto *quantization = tensor.quantization();
  if (quantization && count(quantization->scale())) {
    const auto *scales = quantization->scale();
    auto [least, greatest] = std::minmax_element(scales->begin(), scales->end());
    std::printf(" %u scales %g to %g", scales->size(), *least, *greatest);
    const auto *zero_points = quantization->zero_point();
    if (count(zero_points)) std::printf(", zero point %lld", static_cast<long long>(zero_points->Get(0)));
  }
  std::printf("\n");
}

int main(int count_of_words, char **words) {
  Bytes bytes;
  if (count_of_words != 2 || !read(words[1], bytes)) return 3;
  flatbuffers::Verifier verifier(bytes.data.get(), bytes.size, 64, 1u << 30);
  if (!tflite::VerifyModelBuffer(verifier)) return 3;
  const tflite::Model &model = *tflite::GetModel(bytes.data.get());
  for (unsigned s = 0; s < count(model.subgraphs()); s++) {
    const tflite::SubGraph &graph = *model.subgraphs()->Get(s);
    std::printf("subgraph %u %s", s, text(graph.name()));
    print("inputs", graph.inputs());
    print("outputs", graph.outputs());
    std::printf("\n");
    for (unsigned i = 0; i < count(graph.operators()); i++) {
      const tflite::Operator &op = *graph.operators()->Get(i);
      std::printf("  operator %u %s", i, name(*model.operator_codes()->Get(op.opcode_index())));
      print("inputs", op.inputs());
      print("outputs", op.outputs());
      std::printf("\n");
    }
    for (unsigned i = 0; i < count(graph.tensors()); i++) print(*graph.tensors()->Get(i), i);
  }
  return std::fflush(stdout) == 0 ? 0 : 3;
}
