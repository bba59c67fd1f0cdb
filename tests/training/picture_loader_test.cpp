// SPDX-License-Identifier: MIT
#include "datasets/picture_loader.hpp"

#include <torch/torch.h>

#include <chrono>
#include <thread>

#include "aesthetic/file.hpp"
#include "aesthetic/picture.hpp"
#include "expect_error.hpp"
#include "rated_pictures.hpp"
#include "temporary_folder.hpp"

namespace aesthetic::training {
namespace {

using test::TemporaryFolder;

ModelInput small_input() {
  ModelInput input;
  input.size = {8, 8};
  input.mean = {127, 127, 127};
  input.scale = 1.0 / 128;
  return input;
}

std::vector<std::filesystem::path> drawn(const TemporaryFolder& folder, int count) {
  test::write_rated_pictures(folder / "data", count);
  std::vector<std::filesystem::path> files;
  for (int i = 0; i < count; ++i)
    files.push_back(folder / ("data/drawn/images/p" + std::to_string(i) + ".png"));
  return files;
}

TEST(PictureLoader, GivesThePicturesInOrderAsTheScorerSeesThem) {
  const TemporaryFolder folder;
  const auto files = drawn(folder, 11);
  const auto input = small_input();
  for (const std::size_t workers : {0, 3}) {
    std::int64_t seen = 0;
    for_each_batch(files, input, {4, workers}, [&](std::int64_t first, const torch::Tensor& batch) {
      ASSERT_EQ(first, seen);
      for (std::int64_t i = 0; i < batch.size(0); ++i, ++seen) {
        auto expected = torch::empty({3, 8, 8});
        to_planes(prepare(read_picture(files[static_cast<std::size_t>(seen)]), input), input,
                  expected.data_ptr<float>());
        EXPECT_TRUE(batch[i].equal(expected)) << seen;
      }
    });
    EXPECT_EQ(seen, 11);
  }
}

TEST(PictureLoader, GivesVideoFramesTheSameInEveryOrderOfWork) {
  const TemporaryFolder folder;
  const auto files = drawn(folder, 7);
  const auto input = small_input();
  const auto all = [&](LoaderOptions options) {
    std::vector<torch::Tensor> batches;
    for_each_batch(files, input, options, [&](auto, const auto& batch) { batches.push_back(batch); });
    return torch::cat(batches);
  };
  const auto frames = all({4, 0, View::video});
  EXPECT_TRUE(frames.equal(all({2, 3, View::video})));
  const auto still = all({4, 0, View::still});
  EXPECT_FALSE(frames.equal(still));
  EXPECT_LT((frames - still).abs().max().item<double>(), 12.0 / 128);
}

TEST(PictureLoader, NamesABrokenPicture) {
  const TemporaryFolder folder;
  auto files = drawn(folder, 6);
  write_file(files[4], "not a picture");
  for (const std::size_t workers : {0, 2})
    test::expect_error(ErrorKind::bad_picture, {"p4.png"}, [&] {
      for_each_batch(files, small_input(), {2, workers}, [](auto, const auto&) {});
    });
}

TEST(PictureLoader, SaysWhereTheTimeWent) {
  const auto slow = std::chrono::milliseconds(30);
  const cv::Mat picture(8, 8, CV_8UC3, cv::Scalar::all(90));
  const auto reading = for_each_batch(
      4,
      [&](std::size_t) {
        std::this_thread::sleep_for(slow);
        return picture;
      },
      small_input(), {2, 0}, [](auto, const auto&) {});
  EXPECT_GE(reading.waiting, 4 * 0.03);
  EXPECT_LT(reading.working, reading.waiting);
  const auto working = for_each_batch(
      4, [&](std::size_t) { return picture; }, small_input(), {2, 0},
      [&](auto, const auto&) { std::this_thread::sleep_for(slow); });
  EXPECT_GE(working.working, 2 * 0.03);
  EXPECT_LT(working.waiting, working.working);
}

}  // namespace
}  // namespace aesthetic::training
