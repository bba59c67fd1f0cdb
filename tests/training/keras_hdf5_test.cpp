// SPDX-License-Identifier: MIT
#include "weights/keras_hdf5.hpp"

#include <H5Cpp.h>
#include <torch/torch.h>

#include <fstream>

#include "expect_error.hpp"
#include "networks/backbone.hpp"
#include "rated_pictures.hpp"
#include "temporary_folder.hpp"

namespace aesthetic::training {
namespace {

using test::expect_error;
using test::TemporaryFolder;

TEST(KerasHdf5, TurnsKernelsToTorchsOrder) {
  const TemporaryFolder folder;
  test::write_random_squeezenet(folder / "w.h5");
  const auto tensors = read_keras_hdf5(folder / "w.h5");
  ASSERT_EQ(tensors.size(), 2U * 25U);
  const auto kernel = tensors.at("fire2/expand3x3/kernel");
  EXPECT_EQ(kernel.sizes(), (std::vector<std::int64_t>{64, 16, 3, 3}));
  EXPECT_EQ(tensors.at("fire9/expand1x1/bias").sizes(), (std::vector<std::int64_t>{256}));
  // The file's element (y, x, in, out) = (1, 2, 5, 7).
  std::vector<float> raw(3 * 3 * 16 * 64);
  H5::H5File(folder / "w.h5", H5F_ACC_RDONLY)
      .openDataSet("fire2/expand3x3/w")
      .read(raw.data(), H5::PredType::NATIVE_FLOAT);
  EXPECT_EQ(kernel[7][5][1][2].item<float>(), raw[((1 * 3 + 2) * 16 + 5) * 64 + 7]);
}

TEST(KerasHdf5, LoadsIntoSqueezeNet) {
  const TemporaryFolder folder;
  test::write_random_squeezenet(folder / "w.h5");
  auto weights = read_pretrained_weights(folder / "w.h5");
  EXPECT_NO_THROW(make_backbone("squeezenet1-1")->load_pretrained(weights));
}

// Expected values: h5py of the published file, whose kernels are HWIO.
TEST(KerasHdf5, ReadsThePublishedSqueezeNet) {
  const std::filesystem::path file = AESTHETIC_SQUEEZENET_WEIGHTS;
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "skipped: no weights: " << file;
  const auto tensors = read_keras_hdf5(file);
  EXPECT_EQ(tensors.size(), 50U);
  const auto& first = tensors.at("conv1/kernel");
  EXPECT_EQ(first.sizes(), (std::vector<std::int64_t>{64, 3, 3, 3}));
  EXPECT_FLOAT_EQ(first[0][0][0][0].item<float>(), 0.25723463F);
  EXPECT_FLOAT_EQ(first[1][0][0][0].item<float>(), -0.00481544F);
  const auto& last = tensors.at("fire9/expand3x3/kernel");
  EXPECT_FLOAT_EQ(last[255][63][2][2].item<float>(), -0.020507172F);
  EXPECT_NEAR(last.sum().item<double>(), -855.1463, 1e-2);
  EXPECT_FLOAT_EQ(tensors.at("fire9/expand1x1/bias")[255].item<float>(), 0.020253291F);

  auto weights = read_pretrained_weights(file);
  make_backbone("squeezenet1-1")->load_pretrained(weights);
  const auto report = weights.report();
  EXPECT_EQ(report.matched, 50);
  EXPECT_TRUE(report.unused.empty()) << describe(report);
}

TEST(KerasHdf5, RefusesATruncatedFile) {
  const TemporaryFolder folder;
  test::write_random_squeezenet(folder / "w.h5");
  std::filesystem::resize_file(folder / "w.h5", std::filesystem::file_size(folder / "w.h5") / 2);
  expect_error(ErrorKind::bad_model, {"w.h5", "broken"}, [&] { read_pretrained_weights(folder / "w.h5"); });
}

TEST(KerasHdf5, RefusesOtherHdf5) {
  const TemporaryFolder folder;
  H5::H5File(folder / "w.h5", H5F_ACC_TRUNC).createGroup("data");
  expect_error(ErrorKind::bad_model, {"w.h5", "not weights that Keras saved"},
               [&] { read_pretrained_weights(folder / "w.h5"); });
}

TEST(PretrainedWeights, RefusesForeignAndMissingFiles) {
  const TemporaryFolder folder;
  std::ofstream(folder / "text.pth") << "not weights at all";
  std::ofstream(folder / "empty.pth");
  expect_error(ErrorKind::bad_model, {"text.pth", "neither"},
               [&] { read_pretrained_weights(folder / "text.pth"); });
  expect_error(ErrorKind::bad_model, {"empty.pth", "neither"},
               [&] { read_pretrained_weights(folder / "empty.pth"); });
  expect_error(ErrorKind::not_found, {"none.pth", "no such file"},
               [&] { read_pretrained_weights(folder / "none.pth"); });
  expect_error(ErrorKind::unreadable, {"cannot be read"}, [&] { read_pretrained_weights(folder / ""); });
}

TEST(PretrainedWeights, TellsWhatDoesNotFit) {
  const TemporaryFolder folder;
  test::write_random_squeezenet(folder / "w.h5");
  expect_error(ErrorKind::bad_model, {"w.h5", "tensors do not fit", "missing: _conv_stem.weight"}, [&] {
    auto weights = read_pretrained_weights(folder / "w.h5");
    make_backbone("efficientnet-lite0")->load_pretrained(weights);
  });
  PretrainedWeights weights("w", {{"a", torch::zeros({2, 3})}});
  weights.take("a", {3, 2});
  expect_error(ErrorKind::bad_model, {"w: 1 tensors", "a has the shape [2, 3], expected [3, 2]"},
               [&] { weights.require_all_taken_fit(); });
}

}  // namespace
}  // namespace aesthetic::training
