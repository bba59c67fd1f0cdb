// SPDX-License-Identifier: MIT
#include "weights/safetensors.hpp"

#include <torch/torch.h>

#include <boost/json.hpp>
#include <cstring>
#include <map>
#include <string>

#include "aesthetic/error.hpp"
#include "aesthetic/file.hpp"

namespace aesthetic::training {
namespace {

namespace json = boost::json;

const std::map<std::string, torch::ScalarType> types = {{"F64", torch::kDouble}, {"F32", torch::kFloat},
                                                        {"F16", torch::kHalf},   {"BF16", torch::kBFloat16},
                                                        {"I64", torch::kLong},   {"I32", torch::kInt}};

[[noreturn]] void refuse(const std::string& file, const std::string& fault) {
  throw Error(ErrorKind::bad_model, file + ": " + fault);
}

struct Data {
  const unsigned char* begin;
  std::uint64_t size;
};

torch::Tensor read_tensor(const std::string& file, const std::string& name, const json::value& entry,
                          Data data) {
  const auto type_name = json::value_to<std::string>(entry.at("dtype"));
  const auto type = types.find(type_name);
  if (type == types.end())
    refuse(file, "tensor " + name + " is of the type " + type_name + ", which is not read");
  const auto shape = json::value_to<std::vector<std::int64_t>>(entry.at("shape"));
  const auto place = json::value_to<std::vector<std::uint64_t>>(entry.at("data_offsets"));
  std::uint64_t bytes = c10::elementSize(type->second);
  for (const auto size : shape) {
    if (size < 0 || (size > 0 && bytes > data.size / static_cast<std::uint64_t>(size) + 1))
      refuse(file, "tensor " + name + " is larger than the file");
    bytes *= static_cast<std::uint64_t>(size);
  }
  if (place.size() != 2 || place[0] > place[1] || place[1] > data.size || place[1] - place[0] != bytes)
    refuse(file,
           "tensor " + name + " lies outside the file or is of another size than its shape; truncated?");
  auto tensor = torch::empty(shape, type->second);
  std::memcpy(tensor.data_ptr(), data.begin + place[0], bytes);
  return tensor;
}

}  // namespace

PretrainedWeights::Tensors read_safetensors(const std::filesystem::path& path) {
  const std::string file = path.string();
  const auto bytes = read_file(path);
  std::uint64_t length = 0;
  if (bytes.size() < sizeof length) refuse(file, "is too short for safetensors");
  std::memcpy(&length, bytes.data(), sizeof length);
  if (length > bytes.size() - sizeof length) refuse(file, "is truncated, or no safetensors file");
  const auto* const text = bytes.data() + sizeof length;
  PretrainedWeights::Tensors tensors;
  try {
    const auto header = json::parse({reinterpret_cast<const char*>(text), static_cast<std::size_t>(length)});
    for (const auto& [name, entry] : header.as_object())
      if (name != "__metadata__")
        tensors[name] =
            read_tensor(file, name, entry, {text + length, bytes.size() - sizeof length - length});
  } catch (const Error&) {
    throw;
  } catch (const std::exception&) {
    refuse(file, "its header is not that of safetensors");
  }
  if (tensors.empty()) refuse(file, "holds no tensors");
  return tensors;
}

}  // namespace aesthetic::training
