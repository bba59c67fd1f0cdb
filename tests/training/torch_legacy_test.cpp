// SPDX-License-Identifier: MIT
#include "weights/torch_legacy.hpp"

#include <torch/torch.h>

#include <fstream>
#include <iterator>

#include "aesthetic/file.hpp"
#include "expect_error.hpp"
#include "temporary_folder.hpp"

namespace aesthetic::training {
namespace {

using namespace std::string_view_literals;
using test::expect_error;
using test::TemporaryFolder;

// What torch 1.5 wrote for OrderedDict(b = tensor [1 2 3; 4 5 6], a = tensor [7 8]), with keys "22" and "11".
std::string small_file() {
  std::string file(torch_legacy_magic);
  file += "\x80\x02M\xe9\x03."sv;  // protocol 1001
  file += "\x80\x02}q\x00(X\x0d\x00\x00\x00little_endianq\x01\x88u."sv;
  file +=
      "\x80\x02"
      "ccollections\nOrderedDict\nq\x00)Rq\x01("sv;
  file +=
      "X\x01\x00\x00\x00"
      "bq\x02"
      "ctorch._utils\n_rebuild_tensor_v2\nq\x03((X\x07\x00\x00\x00storageq\x04"
      "ctorch\nFloatStorage\nq\x05X\x02\x00\x00\x00"
      "22q\x06X\x03\x00\x00\x00"
      "cpuq\x07K\x06Ntq\x08QK\x00"
      "K\x02K\x03\x86q\x09K\x03K\x01\x86q\x0a\x89h\x00)Rq\x0btq\x0cRq\x0d"sv;
  file +=
      "X\x01\x00\x00\x00"
      "aq\x0eh\x03((h\x04h\x05X\x02\x00\x00\x00"
      "11q\x0fh\x07K\x02Ntq\x10QK\x00K\x02\x85q\x11"
      "K\x01\x85q\x12\x89h\x00)Rq\x13tq\x14Rq\x15u"sv;
  file += "}q\x16X\x09\x00\x00\x00_metadataq\x17h\x00)Rq\x18sb"sv;
  file +=
      ".\x80\x02]q\x00(X\x02\x00\x00\x00"
      "11q\x01X\x02\x00\x00\x00"
      "22q\x02"
      "e."sv;
  const auto storage = [&file](const std::vector<float>& values) {
    const auto count = static_cast<std::int64_t>(values.size());
    file.append(reinterpret_cast<const char*>(&count), sizeof count);
    file.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float));
  };
  storage({7, 8});
  storage({1, 2, 3, 4, 5, 6});
  return file;
}

void expect_refused(const std::string& bytes, const std::string& fault) {
  const TemporaryFolder folder;
  write_file(folder / "w.pth", bytes);
  expect_error(ErrorKind::bad_model, {"w.pth", fault}, [&] { read_torch_legacy(folder / "w.pth"); });
}

TEST(TorchLegacy, ReadsNamedTensors) {
  const TemporaryFolder folder;
  write_file(folder / "w.pth", small_file());
  const auto tensors = read_torch_legacy(folder / "w.pth");
  ASSERT_EQ(tensors.size(), 2U);
  EXPECT_TRUE(tensors.at("b").equal(torch::tensor({{1.0F, 2.0F, 3.0F}, {4.0F, 5.0F, 6.0F}})));
  EXPECT_TRUE(tensors.at("a").equal(torch::tensor({7.0F, 8.0F})));
}

TEST(TorchLegacy, RefusesEveryTruncation) {
  const auto whole = small_file();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const TemporaryFolder folder;
    write_file(folder / "w.pth", std::string_view(whole).substr(0, size));
    EXPECT_THROW(read_torch_legacy(folder / "w.pth"), Error) << size;
  }
}

TEST(TorchLegacy, SaysWhatIsWrong) {
  expect_refused("PK\x03\x04", "not in torch's legacy format");
  expect_refused(std::string(torch_legacy_magic) + "more", "holds no state dictionary");
  expect_refused(small_file().substr(0, small_file().size() - 4), "truncated");
  auto other_count = small_file();
  other_count[other_count.size() - 6 * sizeof(float) - sizeof(std::int64_t)] = 5;
  expect_refused(other_count, "of other sizes than it says");
}

// The package's own file: fetched by training/fetch-weights.sh.
TEST(TorchLegacy, ReadsTheWeightsOfEfficientNetLite0) {
  const std::filesystem::path file = AESTHETIC_LITE0_WEIGHTS;
  if (!std::filesystem::exists(file))
    GTEST_SKIP() << "skipped: no weights; training/fetch-weights.sh fetches them";
  const auto tensors = read_torch_legacy(file);
  EXPECT_EQ(tensors.size(), 296U);
  EXPECT_EQ(tensors.at("_conv_stem.weight").sizes(), (std::vector<std::int64_t>{32, 3, 3, 3}));
  EXPECT_EQ(tensors.at("_fc.weight").sizes(), (std::vector<std::int64_t>{1000, 1280}));
}

}  // namespace
}  // namespace aesthetic::training
