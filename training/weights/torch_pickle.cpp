// SPDX-License-Identifier: MIT
#include "weights/torch_pickle.hpp"

#include <torch/csrc/jit/serialization/unpickler.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "aesthetic/error.hpp"

namespace aesthetic::training {
namespace {

using namespace std::string_view_literals;

// Pickle of a state dictionary up to its first item: an OrderedDict (memo 0) is made (memo 1).
constexpr auto dictionary_head =
    "\x80\x02"
    "ccollections\nOrderedDict\nq\x00)Rq\x01("sv;
// torch's unpickler knows OrderedDict only as something to throw away. The same with a plain dictionary, in a
// tuple, because the class (memo 0 is used later) stays on the stack.
constexpr auto plain_head =
    "\x80\x02("
    "ccollections\nOrderedDict\nq\x00}q\x01("sv;
// The end of that tuple and of the pickle.
constexpr auto plain_tail = "t."sv;
// A dictionary that is none of a module's, only names and tensors.
constexpr auto bare_head = "\x80\x02}"sv;
// The attribute _metadata of a module's dictionary follows its last item.
constexpr auto metadata_name = "X\x09\x00\x00\x00_metadata"sv;

// The pickle of the dictionary in `bytes`, as torch's unpickler takes it.
std::string plain_dictionary(const std::string& file, const std::string& bytes) {
  if (bytes.compare(0, bare_head.size(), bare_head) == 0) return bytes;
  const auto head = bytes.find(dictionary_head);
  if (head == std::string::npos) refuse_weights(file, "holds no state dictionary");
  const auto first = head + dictionary_head.size();
  const auto name = bytes.find(metadata_name, first);
  // Without the attribute the pickle ends with the items.
  if (name == std::string::npos && bytes.compare(bytes.size() - 2, 2, "u.") == 0)
    return std::string(plain_head) + bytes.substr(first, bytes.size() - 1 - first) + std::string(plain_tail);
  if (name == std::string::npos) refuse_weights(file, "its state dictionary does not end");
  // EMPTY_DICT and a BINPUT of 1 + 1 bytes or a LONG_BINPUT of 1 + 4 stand between the items and the name.
  for (const std::size_t put : {2U, 5U}) {
    const auto end = name - put - 1;
    if (end > first && bytes[end] == '}' && bytes[end + 1] == (put == 2 ? 'q' : 'r'))
      return std::string(plain_head) + bytes.substr(first, end - first) + std::string(plain_tail);
  }
  refuse_weights(file, "its state dictionary does not end");
}

// The dictionary with tensors whose storages have no memory yet, but know their key.
c10::Dict<c10::IValue, c10::IValue> unpickle(const std::string& file, const std::string& pickle) {
  std::size_t position = 0;
  const auto read = [&](char* to, std::size_t count) {
    count = std::min(count, pickle.size() - position);
    std::memcpy(to, pickle.data() + position, count);
    position += count;
    return count;
  };
  const auto storage_of = [](const std::string& key) {
    auto name = std::make_unique<std::string>(key);
    char* const memory = name->data();
    return at::DataPtr(
        memory, name.release(), [](void* held) { delete static_cast<std::string*>(held); }, at::kCPU);
  };
  try {
    torch::jit::Unpickler unpickler(read, nullptr, nullptr, storage_of, at::Device(at::kCPU));
    const auto value = unpickler.parse_ivalue();
    return value.isTuple() ? value.toTupleRef().elements().at(1).toGenericDict() : value.toGenericDict();
  } catch (const std::exception&) {
    refuse_weights(file, "its state dictionary is broken");
  }
}

}  // namespace

void refuse_weights(const std::string& file, const std::string& fault) {
  throw Error(ErrorKind::bad_model, file + ": " + fault);
}

PretrainedWeights::Tensors unpickle_state(const std::string& file, const std::string& bytes) {
  PretrainedWeights::Tensors tensors;
  for (const auto& item : unpickle(file, plain_dictionary(file, bytes))) {
    if (!item.key().isString() || !item.value().isTensor())
      refuse_weights(file, "holds more than named tensors");
    tensors[item.key().toStringRef()] = item.value().toTensor();
  }
  if (tensors.empty()) refuse_weights(file, "holds no tensors");
  return tensors;
}

const std::string& storage_key(const torch::Tensor& tensor) {
  return *static_cast<const std::string*>(tensor.storage().data_ptr().get_context());
}

torch::Tensor with_elements(const std::string& file, const torch::Tensor& tensor, const char* storage) {
  const auto element = static_cast<std::size_t>(tensor.element_size());
  std::size_t last = static_cast<std::size_t>(tensor.storage_offset());
  for (std::int64_t i = 0; i < tensor.dim(); ++i)
    if (tensor.size(i) > 0) last += static_cast<std::size_t>((tensor.size(i) - 1) * tensor.stride(i));
  if (tensor.numel() > 0 && (last + 1) * element > tensor.storage().nbytes())
    refuse_weights(file, "a tensor is larger than its storage");
  // Storages begin at any byte of the file; the copy is aligned.
  auto memory = torch::empty(static_cast<std::int64_t>(tensor.storage().nbytes()), torch::kByte);
  std::memcpy(memory.data_ptr(), storage, tensor.storage().nbytes());
  auto* const elements =
      static_cast<char*>(memory.data_ptr()) + static_cast<std::size_t>(tensor.storage_offset()) * element;
  return torch::from_blob(elements, tensor.sizes(), tensor.strides(), tensor.options()).clone();
}

}  // namespace aesthetic::training
