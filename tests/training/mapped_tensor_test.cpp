// SPDX-License-Identifier: MIT
#include "trainer/mapped_tensor.hpp"

#include <gtest/gtest.h>

#include "expect_error.hpp"
#include "small_disk.hpp"
#include "temporary_folder.hpp"

namespace aesthetic::training {
namespace {

using test::expect_error;
using test::SmallDisk;
using test::TemporaryFolder;

TEST(MappedTensor, IsReadBackFromItsFile) {
  const TemporaryFolder folder;
  const auto file = folder / "values";
  auto made = make_mapped(file, {2, 3}, torch::kHalf);
  EXPECT_EQ(std::filesystem::file_size(file), 12U);
  made.copy_(torch::arange(6).view({2, 3}));
  auto read = open_mapped(file, {2, 3}, torch::kHalf);
  EXPECT_TRUE(read.equal(made));
  read.zero_();
  EXPECT_EQ(made[1][2].item<float>(), 5);
}

TEST(MappedTensor, OutlivesTheNameOfItsFile) {
  const TemporaryFolder folder;
  auto made = make_mapped(folder / "values", {1000}, torch::kFloat);
  std::filesystem::remove(folder / "values");
  made.fill_(7);
  EXPECT_EQ(made.sum().item<float>(), 7000);
}

TEST(MappedTensor, NamesWhatIsWrong) {
  const TemporaryFolder folder;
  expect_error(ErrorKind::unreadable, {"none/values", "cannot be written", "No such file"},
               [&] { make_mapped(folder / "none/values", {2}, torch::kFloat); });
  expect_error(ErrorKind::not_found, {"values"}, [&] { open_mapped(folder / "values", {2}, torch::kFloat); });
  make_mapped(folder / "values", {2}, torch::kFloat);
  expect_error(ErrorKind::bad_data, {"values: is broken"},
               [&] { open_mapped(folder / "values", {3}, torch::kFloat); });
}

// Without room taken at once the process would die of SIGBUS in the middle of the work.
TEST(MappedTensor, AFullDiskIsAnError) {
  const TemporaryFolder folder;
  const SmallDisk disk(folder / "disk", 1 << 20);
  if (!disk.mounted()) GTEST_SKIP() << disk.fault();
  expect_error(ErrorKind::unreadable, {"values", "cannot be written", "No space left"},
               [&] { make_mapped(folder / "disk/values", {1 << 20}, torch::kFloat); });
  EXPECT_FALSE(std::filesystem::exists(folder / "disk/values"));
}

}  // namespace
}  // namespace aesthetic::training
