// SPDX-License-Identifier: MIT
#include "weights/torch_legacy.hpp"

#include <torch/csrc/jit/serialization/unpickler.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>

#include "aesthetic/error.hpp"
#include "aesthetic/file.hpp"

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
// The dictionary's attribute _metadata follows its last item.
constexpr auto metadata_name = "X\x09\x00\x00\x00_metadata"sv;

[[noreturn]] void refuse(const std::string& file, const std::string& fault) {
  throw Error(ErrorKind::bad_model, file + ": " + fault);
}

// The pickle of the dictionary in `bytes`, as torch's unpickler takes it.
std::string plain_dictionary(const std::string& file, const std::string& bytes) {
  const auto head = bytes.find(dictionary_head);
  if (head == std::string::npos) refuse(file, "holds no state dictionary");
  const auto first = head + dictionary_head.size();
  const auto name = bytes.find(metadata_name, first);
  if (name == std::string::npos) refuse(file, "its state dictionary does not end");
  // EMPTY_DICT and a BINPUT of 1 + 1 bytes or a LONG_BINPUT of 1 + 4 stand between the items and the name.
  for (const std::size_t put : {2U, 5U}) {
    const auto end = name - put - 1;
    if (end > first && bytes[end] == '}' && bytes[end + 1] == (put == 2 ? 'q' : 'r'))
      return std::string(plain_head) + bytes.substr(first, end - first) + std::string(plain_tail);
  }
  refuse(file, "its state dictionary does not end");
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
    return unpickler.parse_ivalue().toTupleRef().elements().at(1).toGenericDict();
  } catch (const std::exception&) {
    refuse(file, "its state dictionary is broken");
  }
}

const std::string& storage_key(const torch::Tensor& tensor) {
  return *static_cast<const std::string*>(tensor.storage().data_ptr().get_context());
}

// Where each storage's elements begin in the file: sorted by key, up to the file's end.
std::map<std::string, std::size_t> locate_storages(const std::string& file, const std::string& bytes,
                                                   const PretrainedWeights::Tensors& tensors) {
  struct Extent {
    std::size_t bytes;
    std::size_t element;
  };
  std::map<std::string, Extent> extents;
  for (const auto& [name, tensor] : tensors)
    extents[storage_key(tensor)] = {tensor.storage().nbytes(),
                                    static_cast<std::size_t>(tensor.element_size())};
  std::size_t all = 0;
  for (const auto& [key, extent] : extents) all += sizeof(std::int64_t) + extent.bytes;
  if (all > bytes.size()) refuse(file, "is truncated");

  std::map<std::string, std::size_t> begins;
  std::size_t position = bytes.size() - all;
  for (const auto& [key, extent] : extents) {
    std::int64_t count = 0;
    std::memcpy(&count, bytes.data() + position, sizeof count);
    if (count < 0 || static_cast<std::size_t>(count) * extent.element != extent.bytes)
      refuse(file, "is truncated, or its tensors are of other sizes than it says");
    begins[key] = position + sizeof count;
    position += sizeof count + extent.bytes;
  }
  return begins;
}

// A copy of the tensor's elements; `storage` is where its storage begins.
torch::Tensor filled(const std::string& file, const torch::Tensor& tensor, const char* storage) {
  const auto element = static_cast<std::size_t>(tensor.element_size());
  std::size_t last = static_cast<std::size_t>(tensor.storage_offset());
  for (std::int64_t i = 0; i < tensor.dim(); ++i)
    if (tensor.size(i) > 0) last += static_cast<std::size_t>((tensor.size(i) - 1) * tensor.stride(i));
  if (tensor.numel() > 0 && (last + 1) * element > tensor.storage().nbytes())
    refuse(file, "a tensor is larger than its storage");
  // Storages begin at any byte of the file; the copy is aligned.
  auto memory = torch::empty(static_cast<std::int64_t>(tensor.storage().nbytes()), torch::kByte);
  std::memcpy(memory.data_ptr(), storage, tensor.storage().nbytes());
  auto* const elements =
      static_cast<char*>(memory.data_ptr()) + static_cast<std::size_t>(tensor.storage_offset()) * element;
  return torch::from_blob(elements, tensor.sizes(), tensor.strides(), tensor.options()).clone();
}

}  // namespace

PretrainedWeights::Tensors read_torch_legacy(const std::filesystem::path& path) {
  const std::string file = path.string();
  const auto read = read_file(path);
  const std::string bytes(read.begin(), read.end());
  if (bytes.compare(0, torch_legacy_magic.size(), torch_legacy_magic) != 0)
    refuse(file, "is not in torch's legacy format");
  PretrainedWeights::Tensors tensors;
  for (const auto& item : unpickle(file, plain_dictionary(file, bytes))) {
    if (!item.key().isString() || !item.value().isTensor()) refuse(file, "holds more than named tensors");
    tensors[item.key().toStringRef()] = item.value().toTensor();
  }
  if (tensors.empty()) refuse(file, "holds no tensors");
  const auto begins = locate_storages(file, bytes, tensors);
  for (auto& [name, tensor] : tensors)
    tensor = filled(file, tensor, bytes.data() + begins.at(storage_key(tensor)));
  return tensors;
}

}  // namespace aesthetic::training
