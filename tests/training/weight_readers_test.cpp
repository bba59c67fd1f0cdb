// SPDX-License-Identifier: MIT
//
// Other people's weight files, written here with their exact layouts and names, end in the backbones.
#include <torch/torch.h>

#include <fstream>
#include <iterator>

#include "aesthetic/file.hpp"
#include "expect_error.hpp"
#include "networks/backbone.hpp"
#include "networks/imagenet_input.hpp"
#include "temporary_folder.hpp"
#include "weight_files.hpp"
#include "weights/onnx_weights.hpp"
#include "weights/safetensors.hpp"
#include "weights/torch_zip.hpp"

namespace aesthetic::training {
namespace {

using test::expect_error;
using test::StateDictionary;
using test::TemporaryFolder;

torch::Tensor tensor_of(const StateDictionary& state, const std::string& name) {
  for (const auto& [other, tensor] : state)
    if (other == name) return tensor;
  ADD_FAILURE() << name;
  return {};
}

void expect_same(const StateDictionary& state, const PretrainedWeights::Tensors& tensors) {
  ASSERT_EQ(tensors.size(), state.size());
  for (const auto& [name, tensor] : state) EXPECT_TRUE(tensors.at(name).equal(tensor)) << name;
}

TEST(WeightReaders, ReadEveryTensorOfEveryFormat) {
  const TemporaryFolder folder;
  const auto state = test::torchvision_state("resnet-18");
  test::write_safetensors(state, folder / "w.safetensors");
  expect_same(state, read_safetensors(folder / "w.safetensors"));
  test::write_onnx(state, folder / "w.onnx");
  expect_same(state, read_onnx_weights(folder / "w.onnx"));
  test::write_torch_zip(state, folder / "w.pth");
  expect_same(state, read_torch_zip(folder / "w.pth"));
  test::write_torch_zip(state, folder / "plain.pth", true);
  expect_same(state, read_torch_zip(folder / "plain.pth"));
}

TEST(WeightReaders, FillEveryBackboneFromTorchvisionsNames) {
  const TemporaryFolder folder;
  for (const auto* name : {"vgg16", "resnet-18", "resnet-50", "mobilenet-v2"}) {
    SCOPED_TRACE(name);
    test::write_safetensors(test::torchvision_state(name), folder / "w.safetensors");
    auto weights = read_pretrained_weights(folder / "w.safetensors");
    make_backbone(name)->load_pretrained(weights);
    const auto report = weights.report();
    EXPECT_TRUE(report.missing.empty());
    EXPECT_TRUE(report.other_shape.empty());
    for (const auto& unused : report.unused) {
      const bool expected = unused.rfind("classifier", 0) == 0 || unused.rfind("fc.", 0) == 0 ||
                            unused.find("num_batches_tracked") != std::string::npos;
      EXPECT_TRUE(expected) << unused;
    }
  }
}

// The block's output from the unfolded tensors, as torchvision computes it.
TEST(WeightReaders, ResNetComputesWhatItsTensorsSay) {
  const TemporaryFolder folder;
  const torch::NoGradGuard no_grad;
  const auto state = test::torchvision_state("resnet-18");
  test::write_torch_zip(state, folder / "w.pth");
  auto weights = read_pretrained_weights(folder / "w.pth");
  auto backbone = make_backbone("resnet-18");
  backbone->load_pretrained(weights);
  const auto norm = [&](const torch::Tensor& x, const std::string& name) {
    return torch::batch_norm(x, tensor_of(state, name + ".weight"), tensor_of(state, name + ".bias"),
                             tensor_of(state, name + ".running_mean"),
                             tensor_of(state, name + ".running_var"), false, 0, 1e-5, false);
  };
  const auto convolve = [&](const torch::Tensor& x, const std::string& name, int stride, int pad) {
    return torch::conv2d(x, tensor_of(state, name + ".weight"), {}, stride, pad);
  };
  const auto levels = torch::randint(0, 256, {1, 3, 64, 64}).to(torch::kFloat);
  const auto by_channel = [](const std::vector<float>& values) {
    return torch::tensor(values).view({1, 3, 1, 1});
  };
  auto x = (levels / 255 - by_channel({0.485F, 0.456F, 0.406F})) / by_channel({0.229F, 0.224F, 0.225F});
  x = torch::max_pool2d(torch::relu(norm(convolve(x, "conv1", 2, 3), "bn1")), 3, 2, 1);
  for (const auto* block : {"layer1.0", "layer1.1", "layer2.0"}) {
    const std::string name = std::string(block) + ".";
    const int stride = name == "layer2.0." ? 2 : 1;
    auto y = torch::relu(norm(convolve(x, name + "conv1", stride, 1), name + "bn1"));
    y = norm(convolve(y, name + "conv2", 1, 1), name + "bn2");
    if (stride == 2) x = norm(convolve(x, name + "downsample.0", 2, 0), name + "downsample.1");
    x = torch::relu(y + x);
  }
  const auto mean = torch::tensor(std::vector<float>(imagenet_mean.begin(), imagenet_mean.end()));
  auto ours = (levels - mean.view({1, 3, 1, 1})) * imagenet_scale;
  for (int stage = 0; stage <= 3; ++stage) ours = backbone->forward_stage(stage, ours);
  EXPECT_TRUE(ours.allclose(x, 1e-3, 1e-4)) << (ours - x).abs().max();
}

TEST(WeightReaders, Vgg16IsTheSameFromTorchvisionAndKeras) {
  const TemporaryFolder folder;
  const torch::NoGradGuard no_grad;
  const auto state = test::torchvision_state("vgg16");
  test::write_safetensors(state, folder / "w.safetensors");
  test::write_keras_vgg16(state, folder / "w.h5");
  const auto load = [&](const char* file) {
    auto backbone = make_backbone("vgg16");
    auto weights = read_pretrained_weights(folder / file);
    backbone->load_pretrained(weights);
    EXPECT_TRUE(weights.report().missing.empty());
    return backbone;
  };
  const auto torchvision = load("w.safetensors");
  const auto keras = load("w.h5");
  EXPECT_FLOAT_EQ(static_cast<float>(torchvision->input().mean[0]), 123.675F);
  EXPECT_FLOAT_EQ(static_cast<float>(keras->input().mean[0]), 123.68F);
  EXPECT_FLOAT_EQ(static_cast<float>(keras->input().mean[2]), 103.939F);
  // All but the first kernel are the same; that one reads BGR of scale 1 in Keras's file.
  for (int stage = 1; stage < 13; ++stage)
    EXPECT_TRUE(torchvision->stage_parameters(stage)[0].equal(keras->stage_parameters(stage)[0])) << stage;
  const auto first = tensor_of(state, "features.0.weight");
  EXPECT_TRUE(keras->stage_parameters(0)[0].allclose(first.flip({1}) / imagenet_scale));
  // A backbone that takes over the weights takes over their mean too.
  const auto copy = make_backbone("vgg16");
  copy->copy_from(*keras);
  EXPECT_EQ(copy->input().mean[1], keras->input().mean[1]);
}

TEST(WeightReaders, TellWhatMatchesAndWhatDoesNot) {
  PretrainedWeights weights("w.pth",
                            {{"a", torch::zeros({2})}, {"b", torch::zeros({2, 3})}, {"fc", torch::zeros(1)}});
  weights.take("a", {2});
  weights.take("b", {3, 2});
  weights.take("c", {1});
  const auto report = weights.report();
  EXPECT_EQ(report.matched, 1);
  EXPECT_EQ(report.missing, (std::vector<std::string>{"c"}));
  ASSERT_EQ(report.other_shape.size(), 1U);
  EXPECT_EQ(report.unused, (std::vector<std::string>{"fc"}));
  EXPECT_EQ(describe(report),
            "1 tensors matched; missing: c; of another shape: b has the shape [2, 3], expected [3, 2]; not "
            "used: fc");
}

TEST(WeightReaders, RefuseTheWeightsOfAnotherNetwork) {
  const TemporaryFolder folder;
  test::write_safetensors(test::torchvision_state("resnet-18"), folder / "w.safetensors");
  expect_error(ErrorKind::bad_model,
               {"w.safetensors", "do not fit the network", "missing: features.0.0.weight"}, [&] {
                 auto weights = read_pretrained_weights(folder / "w.safetensors");
                 make_backbone("mobilenet-v2")->load_pretrained(weights);
               });
}

std::string bytes_of(const std::filesystem::path& file) {
  const auto bytes = read_file(file);
  return {bytes.begin(), bytes.end()};
}

// Cut anywhere, the file is refused with one line.
void expect_refused_when_cut(const TemporaryFolder& folder, const std::string& name) {
  const auto whole = bytes_of(folder / name);
  for (std::size_t part = 0; part < 16; ++part) {
    write_file(folder / ("cut-" + name), whole.substr(0, whole.size() * part / 16));
    expect_error(ErrorKind::bad_model, {"cut-" + name},
                 [&] { read_pretrained_weights(folder / ("cut-" + name)); });
  }
}

TEST(WeightReaders, RefuseTruncatedFiles) {
  const TemporaryFolder folder;
  const StateDictionary state = {{"a", torch::randn({40, 3})}, {"b", torch::randn({7})}};
  test::write_safetensors(state, folder / "w.safetensors");
  test::write_torch_zip(state, folder / "w.pth");
  test::write_onnx(state, folder / "w.onnx");
  for (const auto* name : {"w.safetensors", "w.pth", "w.onnx"}) {
    SCOPED_TRACE(name);
    expect_refused_when_cut(folder, name);
  }
}

TEST(WeightReaders, RefuseLyingHeaders) {
  const TemporaryFolder folder;
  const auto write = [&](const std::string& json, const std::string& data) {
    const std::uint64_t length = json.size();
    write_file(folder / "w.safetensors",
               std::string(reinterpret_cast<const char*>(&length), sizeof length) + json + data);
  };
  const auto expect = [&](const std::string& fault) {
    expect_error(ErrorKind::bad_model, {"w.safetensors", fault},
                 [&] { read_safetensors(folder / "w.safetensors"); });
  };
  write(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}})", "12345678");
  expect("tensor a lies outside the file or is of another size");
  write(R"({"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,8]}})", "12345678");
  expect("tensor a is larger than the file");
  write(R"({"a":{"dtype":"F8_E4M3","shape":[8],"data_offsets":[0,8]}})", "12345678");
  expect("type F8_E4M3, which is not read");
  write(R"({"a":{"dtype":"F32"}})", "");
  expect("its header is not that of safetensors");
  write("[]", "");
  expect("its header is not that of safetensors");
  write("{}", "");
  expect("holds no tensors");
}

}  // namespace
}  // namespace aesthetic::training
