// SPDX-License-Identifier: MIT
#include "weight_files.hpp"

#include <H5Cpp.h>
#include <caffe2/serialize/inline_container.h>
#include <torch/torch.h>

#include <boost/json.hpp>
#include <cstring>
#include <fstream>

#include "onnx_weight_file.hpp"

namespace aesthetic::test {
namespace {

using Shape = std::vector<std::int64_t>;

class State {
 public:
  void add(const std::string& name, const Shape& shape) {
    tensors.emplace_back(name, torch::randn(shape) * 0.1);
  }
  void convolution(const std::string& name, std::int64_t in, std::int64_t out, std::int64_t kernel) {
    add(name + ".weight", {out, in, kernel, kernel});
  }
  void norm(const std::string& name, std::int64_t channels) {
    add(name + ".weight", {channels});
    add(name + ".bias", {channels});
    add(name + ".running_mean", {channels});
    tensors.emplace_back(name + ".running_var", torch::rand({channels}) + 0.5);
    tensors.emplace_back(name + ".num_batches_tracked", torch::tensor(7, torch::kLong));
  }
  void dense(const std::string& name, std::int64_t in, std::int64_t out) {
    add(name + ".weight", {out, in});
    add(name + ".bias", {out});
  }

  StateDictionary tensors;
};

StateDictionary vgg16() {
  State state;
  std::int64_t in = 3;
  int index = 0;
  for (const std::int64_t out : {64, 64, 0, 128, 128, 0, 256, 256, 256, 0, 512, 512, 512, 0, 512, 512, 512}) {
    if (out == 0) {
      ++index;  // a pool
      continue;
    }
    const auto name = "features." + std::to_string(index);
    state.convolution(name, in, out, 3);
    state.add(name + ".bias", {out});
    in = out;
    index += 2;
  }
  // The published file's first dense layer has 100 million weights, which no reader looks at.
  state.dense("classifier.6", 8, 10);
  return state.tensors;
}

StateDictionary resnet(const std::vector<int>& blocks, std::int64_t expansion) {
  State state;
  state.convolution("conv1", 3, 64, 7);
  state.norm("bn1", 64);
  std::int64_t in = 64;
  for (std::size_t layer = 0; layer < blocks.size(); ++layer) {
    const std::int64_t inner = std::int64_t{64} << layer;
    const auto out = inner * expansion;
    for (int i = 0; i < blocks[layer]; ++i) {
      const auto block = "layer" + std::to_string(layer + 1) + "." + std::to_string(i) + ".";
      const bool bottleneck = expansion > 1;
      state.convolution(block + "conv1", in, inner, bottleneck ? 1 : 3);
      state.norm(block + "bn1", inner);
      state.convolution(block + "conv2", inner, inner, 3);
      state.norm(block + "bn2", inner);
      if (bottleneck) {
        state.convolution(block + "conv3", inner, out, 1);
        state.norm(block + "bn3", out);
      }
      if (i == 0 && (layer > 0 || in != out)) {
        state.convolution(block + "downsample.0", in, out, 1);
        state.norm(block + "downsample.1", out);
      }
      in = out;
    }
  }
  state.dense("fc", in, 10);
  return state.tensors;
}

StateDictionary mobilenet_v2() {
  State state;
  state.convolution("features.0.0", 3, 32, 3);
  state.norm("features.0.1", 32);
  std::int64_t in = 32;
  int index = 1;
  const std::vector<std::vector<std::int64_t>> settings = {{1, 16, 1}, {6, 24, 2},  {6, 32, 3}, {6, 64, 4},
                                                           {6, 96, 3}, {6, 160, 3}, {6, 320, 1}};
  for (const auto& setting : settings)
    for (int i = 0; i < setting[2]; ++i, ++index) {
      const auto block = "features." + std::to_string(index) + ".conv.";
      const auto inner = in * setting[0];
      int part = 0;
      if (setting[0] > 1) {
        state.convolution(block + "0.0", in, inner, 1);
        state.norm(block + "0.1", inner);
        part = 1;
      }
      state.convolution(block + std::to_string(part) + ".0", 1, inner, 3);
      state.norm(block + std::to_string(part) + ".1", inner);
      state.convolution(block + std::to_string(part + 1), inner, setting[1], 1);
      state.norm(block + std::to_string(part + 2), setting[1]);
      in = setting[1];
    }
  state.convolution("features.18.0", 320, 1280, 1);
  state.norm("features.18.1", 1280);
  state.dense("classifier.1", 1280, 10);
  return state.tensors;
}

std::string bytes_of(const torch::Tensor& tensor) {
  const auto flat = tensor.contiguous();
  return {static_cast<const char*>(flat.data_ptr()), flat.nbytes()};
}

// Pieces of Python's pickle, protocol 2.
std::string text(const std::string& value) {
  const auto length = static_cast<std::uint32_t>(value.size());
  return "X" + std::string(reinterpret_cast<const char*>(&length), sizeof length) + value;
}

std::string number(std::int64_t value) {
  const auto small = static_cast<std::int32_t>(value);
  return "J" + std::string(reinterpret_cast<const char*>(&small), sizeof small);
}

std::string tuple(const std::vector<std::int64_t>& values) {
  std::string pickle = "(";
  for (const auto value : values) pickle += number(value);
  return pickle + "t";
}

std::string tensor_pickle(const torch::Tensor& tensor, const std::string& key) {
  const std::string storage = tensor.scalar_type() == torch::kLong ? "LongStorage" : "FloatStorage";
  return "ctorch._utils\n_rebuild_tensor_v2\n((" + text("storage") + "ctorch\n" + storage + "\n" + text(key) +
         text("cpu") + number(tensor.numel()) + "tQ" + number(0) + tuple(tensor.sizes().vec()) +
         tuple(tensor.strides().vec()) + "\x89" + "ccollections\nOrderedDict\n)RtR";
}

std::string dictionary_pickle(const StateDictionary& state, bool plain) {
  using namespace std::string_literals;
  std::string pickle = plain ? "\x80\x02}q\x00("s : "\x80\x02"s + "ccollections\nOrderedDict\nq\x00)Rq\x01("s;
  for (std::size_t i = 0; i < state.size(); ++i)
    pickle += text(state[i].first) + tensor_pickle(state[i].second, std::to_string(i));
  if (plain) return pickle + "u.";
  return pickle + "u}q\x02"s + text("_metadata") + "q\x03h\x00)Rq\x04sb."s;
}

}  // namespace

StateDictionary torchvision_state(const std::string& backbone) {
  torch::manual_seed(4);
  if (backbone == "vgg16") return vgg16();
  if (backbone == "resnet-18") return resnet({2, 2, 2, 2}, 1);
  if (backbone == "resnet-50") return resnet({3, 4, 6, 3}, 4);
  return mobilenet_v2();
}

void write_safetensors(const StateDictionary& state, const std::filesystem::path& file) {
  boost::json::object header = {{"__metadata__", {{"format", "pt"}}}};
  std::string data;
  for (const auto& [name, tensor] : state) {
    const auto bytes = bytes_of(tensor);
    header[name] = {{"dtype", tensor.scalar_type() == torch::kLong ? "I64" : "F32"},
                    {"shape", boost::json::value_from(tensor.sizes().vec())},
                    {"data_offsets", {data.size(), data.size() + bytes.size()}}};
    data += bytes;
  }
  const auto text = boost::json::serialize(header);
  const std::uint64_t length = text.size();
  std::ofstream(file, std::ios::binary)
      << std::string(reinterpret_cast<const char*>(&length), sizeof length) << text << data;
}

void write_torch_zip(const StateDictionary& state, const std::filesystem::path& file, bool plain) {
  caffe2::serialize::PyTorchStreamWriter archive(file.string());
  const auto pickle = dictionary_pickle(state, plain);
  archive.writeRecord("data.pkl", pickle.data(), pickle.size());
  for (std::size_t i = 0; i < state.size(); ++i) {
    const auto bytes = bytes_of(state[i].second);
    archive.writeRecord("data/" + std::to_string(i), bytes.data(), bytes.size());
  }
  archive.writeEndOfFile();
}

void write_onnx(const StateDictionary& state, const std::filesystem::path& file) {
  std::vector<Initialiser> initialisers;
  for (const auto& [name, tensor] : state)
    initialisers.push_back({name,
                            tensor.scalar_type() == torch::kLong ? ElementType::int64 : ElementType::float32,
                            tensor.sizes().vec(), bytes_of(tensor)});
  write_initialisers(initialisers, file);
}

void write_keras_vgg16(const StateDictionary& torchvision, const std::filesystem::path& path) {
  const H5::H5File file(path.string(), H5F_ACC_TRUNC);
  std::vector<std::string> layers = {"input_1"};
  file.createGroup("input_1");
  const auto write = [](const H5::Group& group, const std::string& name, const torch::Tensor& values) {
    const auto flat = values.contiguous();
    const std::vector<hsize_t> shape(flat.sizes().begin(), flat.sizes().end());
    group
        .createDataSet(name, H5::PredType::NATIVE_FLOAT,
                       H5::DataSpace(static_cast<int>(shape.size()), shape.data()))
        .write(flat.data_ptr<float>(), H5::PredType::NATIVE_FLOAT);
  };
  const auto write_names = [](const H5::Group& group, const char* attribute,
                              const std::vector<std::string>& names) {
    constexpr std::size_t length = 32;
    std::vector<char> bytes(std::max<std::size_t>(1, names.size()) * length, '\0');
    for (std::size_t i = 0; i < names.size(); ++i) names[i].copy(bytes.data() + i * length, length - 1);
    const hsize_t count = names.size();
    const H5::StrType type(H5::PredType::C_S1, length);
    group.createAttribute(attribute, type, H5::DataSpace(1, &count)).write(type, bytes.data());
  };
  write_names(file.openGroup("input_1"), "weight_names", {});
  std::size_t tensor = 0;
  for (int block = 1; block <= 5; ++block) {
    for (int i = 1; i <= (block < 3 ? 2 : 3); ++i) {
      const auto layer = "block" + std::to_string(block) + "_conv" + std::to_string(i);
      layers.push_back(layer);
      const auto group = file.createGroup(layer);
      write(group, layer + "_W_1:0", torchvision[tensor++].second.permute({2, 3, 1, 0}));
      write(group, layer + "_b_1:0", torchvision[tensor++].second);
      write_names(group, "weight_names", {layer + "_W_1:0", layer + "_b_1:0"});
    }
    layers.push_back("block" + std::to_string(block) + "_pool");
    write_names(file.createGroup(layers.back()), "weight_names", {});
  }
  write_names(file.openGroup("/"), "layer_names", layers);
}

}  // namespace aesthetic::test
