// SPDX-License-Identifier: MIT
#include "clips.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <iterator>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "cli/text.hpp"
#include "reading/gst.hpp"

namespace aesthetic::test {

void run_pipeline(const std::string& description) {
  gst::Pipeline pipeline(description);
  pipeline.play();
  const gst::Ptr<GstBus> bus(gst_element_get_bus(pipeline.get()));
  const gst::Ptr<GstMessage> message(gst_bus_timed_pop_filtered(
      bus.get(), GST_CLOCK_TIME_NONE, static_cast<GstMessageType>(GST_MESSAGE_EOS | GST_MESSAGE_ERROR)));
  EXPECT_EQ(GST_MESSAGE_TYPE(message.get()), GST_MESSAGE_EOS) << description;
}

cv::Mat smooth_picture(cv::Size size, int seed) {
  cv::Mat noise(9, 12, CV_8UC3);
  cv::RNG(static_cast<std::uint64_t>(seed)).fill(noise, cv::RNG::UNIFORM, 0, 256);
  cv::Mat picture;
  cv::resize(noise, picture, size, 0, 0, cv::INTER_CUBIC);
  cv::Mat gradient(size, CV_8UC3);
  for (int x = 0; x < size.width; ++x)
    gradient.col(x).setTo(cv::Scalar(255.0 * x / size.width, 128, 255 - 255.0 * x / size.width));
  cv::addWeighted(picture, 0.6, gradient, 0.4, 0, picture);
  return picture;
}

cv::Mat gray_frame(int level, cv::Size size) {
  cv::Mat frame(size, CV_8UC3, cv::Scalar::all(level - 15));
  frame.colRange(0, size.width / 2).setTo(cv::Scalar::all(level + 15));
  return frame;
}

double score_of_level(int level) {
  return 1 / (1 + std::exp(-4 * (level / 255.0 - 0.5)));
}

void write_clip(const std::filesystem::path& file, const std::vector<cv::Mat>& frames,
                const std::string& encoder) {
  const std::filesystem::path folder = file.string() + ".frames";
  std::filesystem::create_directories(folder);
  for (std::size_t i = 0; i < frames.size(); ++i)
    ASSERT_TRUE(cv::imwrite((folder / (std::to_string(i) + ".png")).string(), frames[i]));
  run_pipeline("multifilesrc location=\"" + folder.string() +
               "/%d.png\" caps=image/png,framerate=" + std::to_string(clip_rate) +
               "/1 ! pngdec ! videoconvert ! " + encoder + " ! filesink location=\"" + file.string() + "\"");
  std::filesystem::remove_all(folder);
}

void write_clip_of_levels(const std::filesystem::path& file, const std::vector<int>& levels,
                          const std::string& encoder) {
  std::vector<cv::Mat> frames;
  frames.reserve(levels.size());
  for (const int level : levels) frames.push_back(gray_frame(level));
  write_clip(file, frames, encoder);
}

void write_turned_clip(const std::filesystem::path& file) {
  run_pipeline(
      "videotestsrc num-buffers=3 ! video/x-raw,width=64,height=48 ! jpegenc ! qtmux ! filesink location=\"" +
      file.string() + "\"");
  std::ifstream in(file, std::ios::binary);
  std::string bytes(std::istreambuf_iterator<char>(in), {});
  constexpr std::size_t matrix_after_type = 4 + 40;
  const std::size_t matrix = bytes.find("tkhd") + matrix_after_type;
  const std::string quarter_turn("\0\0\0\0\0\1\0\0\0\0\0\0\xff\xff\0\0", 16);
  bytes.replace(matrix, quarter_turn.size(), quarter_turn);
  bytes.replace(matrix + 16, 4, std::string(4, '\0'));
  std::ofstream(file, std::ios::binary) << bytes;
}

}  // namespace aesthetic::test
