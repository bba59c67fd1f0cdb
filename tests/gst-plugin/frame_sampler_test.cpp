// SPDX-License-Identifier: MIT
#include "frame_sampler.hpp"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "aesthetic/error.hpp"
#include "aesthetic/picture.hpp"
#include "frames.hpp"

namespace aesthetic::test {
namespace {

ModelInput input_of(int width, int height, ChannelOrder channels = ChannelOrder::rgb) {
  ModelInput input;
  input.size = {width, height};
  input.channels = channels;
  return input;
}

double greatest_difference(const cv::Mat& a, const cv::Mat& b) {
  return cv::norm(a, b, cv::NORM_INF);
}

class FrameSamplerSizes : public testing::TestWithParam<cv::Size> {};

TEST_P(FrameSamplerSizes, IsCloseToWarp) {
  const cv::Size size = GetParam();
  const cv::Mat picture = scene(size);
  FrameSampler rgb(video_info("RGB", size.width, size.height), input_of(224, 224));
  const cv::Mat sampled = rgb.sample(rgb_frame(picture).get());
  ASSERT_EQ(sampled.size(), cv::Size(224, 224));
  ASSERT_EQ(sampled.type(), CV_8UC3);
  EXPECT_LE(greatest_difference(sampled, warp(picture, {224, 224})), 2);
  const GstVideoInfo info = video_info("Y444", size.width, size.height);
  FrameSampler yuv(info, input_of(224, 224));
  // One code value of luma and one of chroma.
  EXPECT_LE(greatest_difference(yuv.sample(converted_frame(picture, info).get()), warp(picture, {224, 224})),
            4);
}

// Noise loses its colours in video, a soft scene hardly any.
TEST_P(FrameSamplerSizes, RoundsRgbAsVideoWithinTwoOfItsOwnColours) {
  const cv::Size size = GetParam();
  FrameSampler of_rgb(video_info("RGB", size.width, size.height), input_of(224, 224));
  const GstVideoInfo info = video_info("I420", size.width, size.height);
  FrameSampler of_video(info, input_of(224, 224));
  for (const cv::Mat& picture : {scene(size), noise(size)}) {
    const cv::Mat sampled = of_rgb.sample(rgb_frame(picture).get());
    const cv::Mat video = of_video.sample(converted_frame(picture, info).get());
    const cv::Mat own = warp(picture, {224, 224});
    EXPECT_LE(greatest_difference(sampled, own), 2);
    const cv::Mat lower = cv::min(own, video);
    const cv::Mat higher = cv::max(own, video);
    cv::Mat between = cv::min(sampled, higher);
    between = cv::max(between, lower);
    EXPECT_EQ(greatest_difference(sampled, between), 0);
    cv::Mat from_video;
    cv::absdiff(sampled, video, from_video);
    from_video = from_video.reshape(1);
    cv::Mat apart;
    cv::absdiff(own, video, apart);
    from_video.setTo(0, apart.reshape(1) > 1);
    EXPECT_EQ(cv::countNonZero(from_video), 0);
  }
}

INSTANTIATE_TEST_SUITE_P(Sizes, FrameSamplerSizes,
                         testing::Values(cv::Size(320, 256), cv::Size(1920, 1080), cv::Size(1366, 768),
                                         cv::Size(321, 243), cv::Size(64, 48), cv::Size(224, 224),
                                         cv::Size(1, 1)),
                         [](const auto& test) {
                           return std::to_string(test.param.width) + "x" + std::to_string(test.param.height);
                         });

TEST(FrameSampler, GivesChannelsInTheOrderOfTheCard) {
  const cv::Mat picture = noise({40, 30});
  FrameSampler sampler(video_info("RGB", 40, 30), input_of(16, 16, ChannelOrder::bgr));
  cv::Mat bgr;
  cv::cvtColor(FrameSampler(video_info("RGB", 40, 30), input_of(16, 16)).sample(rgb_frame(picture).get()),
               bgr, cv::COLOR_RGB2BGR);
  EXPECT_EQ(greatest_difference(sampler.sample(rgb_frame(picture).get()), bgr), 0);
}

TEST(FrameSampler, FollowsStridesAndOffsetsOfTheBuffer) {
  const cv::Mat picture = noise({321, 243});
  FrameSampler sampler(video_info("RGB", 321, 243), input_of(32, 32));
  const cv::Mat expected = sampler.sample(rgb_frame(picture).get()).clone();
  EXPECT_LE(greatest_difference(expected, warp(picture, {32, 32})), 2);
  EXPECT_EQ(greatest_difference(sampler.sample(rgb_frame(picture, 963, 0).get()), expected), 0);
  EXPECT_EQ(greatest_difference(sampler.sample(rgb_frame(picture, 1024, 77).get()), expected), 0);
}

// Values beside each other in any order, with alpha or padding among them.
TEST(FrameSampler, GivesTheSameForEveryLayoutOfRgb) {
  const cv::Mat picture = noise({33, 21});
  const cv::Mat expected =
      FrameSampler(video_info("RGB", 33, 21), input_of(16, 16)).sample(rgb_frame(picture).get()).clone();
  for (const char* format : {"BGR", "RGBx", "xRGB", "BGRx", "xBGR", "RGBA", "ARGB", "BGRA", "ABGR", "GBR",
                             "GBRA", "RGBP", "BGRP"}) {
    const GstVideoInfo info = video_info(format, 33, 21);
    FrameSampler sampler(info, input_of(16, 16));
    EXPECT_EQ(greatest_difference(sampler.sample(converted_frame(picture, info).get()), expected), 0)
        << format;
  }
}

// In full range the middle of chroma is no multiple of luma's steps.
TEST(FrameSampler, GivesTheSameForPackedAndPlanarYuv) {
  const cv::Mat picture = noise({33, 21});
  for (const auto range : {GST_VIDEO_COLOR_RANGE_0_255, GST_VIDEO_COLOR_RANGE_16_235}) {
    const auto sampled = [&](const char* format) {
      GstVideoInfo info = video_info(format, 33, 21);
      info.colorimetry.range = range;
      return FrameSampler(info, input_of(16, 16)).sample(converted_frame(picture, info).get()).clone();
    };
    const cv::Mat expected = sampled("Y444");
    for (const char* format : {"v308", "IYU2", "AYUV", "VUYA"})
      EXPECT_EQ(greatest_difference(sampled(format), expected), 0) << format << ", range " << range;
  }
}

TEST(FrameSampler, TakesTheVisiblePartOfALargerFrame) {
  const cv::Mat padded = noise({48, 32});
  FrameSampler sampler(video_info("RGB", 40, 30), input_of(8, 8));
  const cv::Mat sampled = sampler.sample(rgb_frame(padded, 48 * 3, 0).get()).clone();
  const cv::Mat visible = padded(cv::Rect(0, 0, 40, 30)).clone();
  EXPECT_EQ(greatest_difference(sampled, sampler.sample(rgb_frame(visible).get())), 0);
}

TEST(FrameSampler, TakesTheVisiblePartOfALargerFrameOfPlanes) {
  const GstVideoInfo larger = video_info("NV12", 48, 32);
  const BufferPtr frame = solid_frame(larger, {255, 255, 255});
  gst_buffer_add_video_meta(frame.get(), GST_VIDEO_FRAME_FLAG_NONE, GST_VIDEO_FORMAT_NV12, 48, 32);
  GstVideoFrame mapped;
  ASSERT_TRUE(gst_video_frame_map(&mapped, &larger, frame.get(), GST_MAP_WRITE));
  const auto stride = static_cast<std::size_t>(GST_VIDEO_FRAME_PLANE_STRIDE(&mapped, 0));
  cv::Mat luma(32, 48, CV_8UC1, GST_VIDEO_FRAME_PLANE_DATA(&mapped, 0), stride);
  constexpr double black = 16;
  luma.colRange(40, 48).setTo(black);
  luma.rowRange(30, 32).setTo(black);
  gst_video_frame_unmap(&mapped);
  FrameSampler sampler(video_info("NV12", 40, 30), input_of(8, 8));
  const cv::Mat& sampled = sampler.sample(frame.get());
  EXPECT_LE(greatest_difference(sampled, cv::Mat(8, 8, CV_8UC3, cv::Scalar::all(255))), 1);
}

// Luma 235 is white in video range and light grey in full range.
TEST(FrameSampler, RespectsTheRange) {
  GstVideoInfo info = video_info("I420", 16, 16);
  const BufferPtr frame(gst_buffer_new_allocate(nullptr, info.size, nullptr));
  gst_buffer_memset(frame.get(), 0, 235, 256);
  gst_buffer_memset(frame.get(), 256, 128, 128);
  EXPECT_NEAR(FrameSampler(info, input_of(4, 4)).sample(frame.get()).at<cv::Vec3b>(0, 0)[1], 255, 1);
  info.colorimetry.range = GST_VIDEO_COLOR_RANGE_0_255;
  EXPECT_NEAR(FrameSampler(info, input_of(4, 4)).sample(frame.get()).at<cv::Vec3b>(0, 0)[1], 235, 1);
}

// Blue rises by 8 code values a chroma sample. Cosited samples lie a quarter of their distance further left,
// so that each place of the picture has 2 code values more.
TEST(FrameSampler, RespectsTheChromaSite) {
  GstVideoInfo info = video_info("I420", 32, 32);
  const BufferPtr frame(gst_buffer_new_allocate(nullptr, info.size, nullptr));
  gst_buffer_memset(frame.get(), 0, 128, info.size);
  for (gsize row = 0; row < 16; ++row)
    for (gsize column = 0; column < 16; ++column)
      gst_buffer_memset(frame.get(), info.offset[1] + row * static_cast<gsize>(info.stride[1]) + column,
                        static_cast<guint8>(64 + 8 * column), 1);
  const auto blue = [&](GstVideoChromaSite site) {
    info.chroma_site = site;
    return FrameSampler(info, input_of(8, 8)).sample(frame.get()).at<cv::Vec3b>(4, 4)[2];
  };
  constexpr double blue_of_two_codes = 2 * 1.772 * 255 / 224;
  EXPECT_NEAR(blue(GST_VIDEO_CHROMA_SITE_H_COSITED) - blue(GST_VIDEO_CHROMA_SITE_NONE), blue_of_two_codes, 1);
}

TEST(FrameSampler, MergesTheFieldsOfAnInterlacedFrame) {
  GstVideoInfo info = video_info("I420", 64, 64);
  info.interlace_mode = GST_VIDEO_INTERLACE_MODE_INTERLEAVED;
  cv::Mat fields(64, 64, CV_8UC3, cv::Scalar::all(0));
  for (int y = 0; y < 64; y += 2) fields.row(y).setTo(cv::Scalar::all(255));
  const cv::Mat sampled = FrameSampler(info, input_of(4, 4)).sample(converted_frame(fields, info).get());
  // The middle rows: at the edges the repeated first and last lines weigh more.
  EXPECT_LE(greatest_difference(sampled.rowRange(1, 3), cv::Mat(2, 4, CV_8UC3, cv::Scalar::all(128))), 3);
}

template <typename Work>
std::string refusal(Work&& work) {
  try {
    work();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::bad_picture);
    return error.what();
  }
  return "no error";
}

TEST(FrameSampler, RefusesATruncatedBuffer) {
  FrameSampler sampler(video_info("I420", 64, 48), input_of(4, 4));
  const BufferPtr half(gst_buffer_new_allocate(nullptr, 2304, nullptr));
  EXPECT_EQ(refusal([&] { sampler.sample(half.get()); }),
            "video frame of 64x48 I420: the buffer has 2304 bytes where 4608 are needed");
  const BufferPtr empty(gst_buffer_new());
  EXPECT_EQ(refusal([&] { sampler.sample(empty.get()); }),
            "video frame of 64x48 I420: the buffer has 0 bytes where 4608 are needed");
}

TEST(FrameSampler, RefusesATruncatedBufferWithMetadata) {
  const cv::Mat picture = noise({64, 48});
  FrameSampler sampler(video_info("RGB", 64, 48), input_of(4, 4));
  const BufferPtr frame = rgb_frame(picture, 200, 0);
  gst_buffer_resize(frame.get(), 0, static_cast<gssize>(gst_buffer_get_size(frame.get())) - 1);
  EXPECT_EQ(refusal([&] { sampler.sample(frame.get()); }),
            "video frame of 64x48 RGB: the buffer of 9591 bytes is too small for its GstVideoMeta");
  const BufferPtr empty = rgb_frame(picture, 200, 0);
  gst_buffer_resize(empty.get(), 0, 0);
  EXPECT_EQ(refusal([&] { sampler.sample(empty.get()); }),
            "video frame of 64x48 RGB: the buffer cannot be mapped");
}

TEST(FrameSampler, RefusesMetadataOfAnotherFrame) {
  FrameSampler sampler(video_info("RGB", 64, 48), input_of(4, 4));
  EXPECT_EQ(refusal([&] {
              sampler.sample(rgb_frame(noise({32, 24}), 96, 0).get());
            }),
            "video frame of 64x48 RGB: the buffer's GstVideoMeta describes another frame than the caps do");
}

}  // namespace
}  // namespace aesthetic::test
