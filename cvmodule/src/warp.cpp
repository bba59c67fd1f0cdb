// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <opencv2/core.hpp>
#include <vector>

#include "aesthetic/picture.hpp"
#include "triangle_filter.hpp"

namespace aesthetic {
namespace {

// Taps of a filter that are summed at a time.
constexpr std::size_t block = 4;
constexpr std::size_t most_channels = 4;

// The vertical filter reads every sample of the picture: most of the time goes here. GCC builds these loops
// for AVX2 as well, and the loader takes what the processor has; without fused operations, so that the sums
// are the same everywhere. The sanitizers are not ready when the loader asks.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define AESTHETIC_ALSO_FOR_AVX2 __attribute__((target_clones("avx2", "default")))
#else
#define AESTHETIC_ALSO_FOR_AVX2
#endif

// So many rows are summed at a time: each sum is written once for them.
template <typename Sample>
using Rows = std::array<const Sample*, block>;

// One after the other, as if row by row.
template <typename Sample>
inline float add_samples(const Rows<Sample>& rows, const float* weights, float sum, std::size_t i) {
  sum += weights[0] * static_cast<float>(rows[0][i]);
  sum += weights[1] * static_cast<float>(rows[1][i]);
  sum += weights[2] * static_cast<float>(rows[2][i]);
  return sum + weights[3] * static_cast<float>(rows[3][i]);
}

AESTHETIC_ALSO_FOR_AVX2
void set_sums(const Rows<unsigned char>& rows, const float* weights, float* sums, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) sums[i] = add_samples(rows, weights, 0, i);
}

AESTHETIC_ALSO_FOR_AVX2
void set_sums(const Rows<unsigned short>& rows, const float* weights, float* sums, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) sums[i] = add_samples(rows, weights, 0, i);
}

AESTHETIC_ALSO_FOR_AVX2
void add_to_sums(const Rows<unsigned char>& rows, const float* weights, float* sums, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) sums[i] = add_samples(rows, weights, sums[i], i);
}

AESTHETIC_ALSO_FOR_AVX2
void add_to_sums(const Rows<unsigned short>& rows, const float* weights, float* sums, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) sums[i] = add_samples(rows, weights, sums[i], i);
}

// Taps beyond the last one have no weight and repeat its row.
template <typename Sample>
Rows<Sample> rows_at(const cv::Mat& picture, const TriangleFilter& down, int i, std::size_t tap) {
  Rows<Sample> rows;
  for (std::size_t r = 0; r < block; ++r)
    rows[r] = picture.ptr<Sample>(down.first(i) + std::min(static_cast<int>(tap + r), down.taps(i) - 1));
  return rows;
}

// One row of the output: the weighted mean of rows of `picture`, not yet narrowed.
template <typename Sample>
void mean_row(const cv::Mat& picture, const TriangleFilter& down, int i, std::vector<float>& row) {
  const auto count = static_cast<std::size_t>(picture.cols) * static_cast<std::size_t>(picture.channels());
  // The last blocks of taps may reach beyond the end.
  row.resize(count + block * most_channels, 0);
  const float* weights = down.weights(i);
  set_sums(rows_at<Sample>(picture, down, i, 0), weights, row.data(), count);
  for (std::size_t tap = block; tap < static_cast<std::size_t>(down.taps(i)); tap += block)
    add_to_sums(rows_at<Sample>(picture, down, i, tap), weights + tap, row.data(), count);
}

// Sums in `block` lanes for each channel, which compilers turn into vectors.
template <typename Sample, std::size_t channels>
void narrow_row(const float* row, const TriangleFilter& across, float gain, float offset, Sample* out) {
  constexpr std::size_t lanes = block * channels;
  for (int x = 0; x < across.lines().outputs; ++x, out += channels) {
    std::array<float, lanes> sums = {};
    const float* in = row + static_cast<std::size_t>(across.first(x)) * channels;
    const float* weights = across.weights(x);
    const auto taps = static_cast<std::size_t>(across.taps(x));
    for (std::size_t tap = 0; tap < taps; tap += block, in += lanes, weights += lanes)
      for (std::size_t lane = 0; lane < lanes; ++lane) sums[lane] += weights[lane] * in[lane];
    for (std::size_t c = 0; c < channels; ++c) {
      float sum = 0;
      for (std::size_t tap = 0; tap < block; ++tap) sum += sums[tap * channels + c];
      out[c] = cv::saturate_cast<Sample>(sum * gain + offset);
    }
  }
}

template <typename Sample>
void narrow_row(const float* row, const TriangleFilter& across, const Levels& levels, cv::Mat& out, int y) {
  const auto gain = static_cast<float>(levels.gain);
  const auto offset = static_cast<float>(levels.offset);
  auto* samples = out.ptr<Sample>(y);
  switch (out.channels()) {
    case 1:
      return narrow_row<Sample, 1>(row, across, gain, offset, samples);
    case 2:
      return narrow_row<Sample, 2>(row, across, gain, offset, samples);
    case 3:
      return narrow_row<Sample, 3>(row, across, gain, offset, samples);
    default:
      return narrow_row<Sample, 4>(row, across, gain, offset, samples);
  }
}

// Frames of one size need the tables made once.
void update(TriangleFilter& filter, const TriangleFilter::Lines& lines, const TriangleFilter::Layout& layout,
            bool other_layout) {
  if (other_layout || !(filter.lines() == lines)) filter = TriangleFilter(lines, layout);
}

}  // namespace

struct Warp::State {
  TriangleFilter down, across;
  int channels = 0;  // that `across` is for
  std::vector<float> row;
  cv::Mat warped;

  const cv::Mat& warp(const cv::Mat& picture, const cv::Rect2d& part, cv::Size size, const Levels& levels,
                      int depth);
};

Warp::Warp() : state_(std::make_unique<State>()) {}
Warp::~Warp() = default;
Warp::Warp(Warp&&) noexcept = default;
Warp& Warp::operator=(Warp&&) noexcept = default;

const cv::Mat& Warp::operator()(const cv::Mat& picture, cv::Size size) {
  if (picture.size() == size) {
    picture.copyTo(state_->warped);
    return state_->warped;
  }
  return state_->warp(picture, cv::Rect2d(0, 0, picture.cols, picture.rows), size, {}, CV_8U);
}

const cv::Mat& Warp::operator()(const cv::Mat& picture, const cv::Rect2d& part, cv::Size size,
                                const Levels& levels) {
  return state_->warp(picture, part, size, levels, CV_16U);
}

const cv::Mat& Warp::State::warp(const cv::Mat& picture, const cv::Rect2d& part, cv::Size size,
                                 const Levels& levels, int depth) {
  update(down, {part.y, part.height, size.height, picture.rows}, {1, static_cast<int>(block)}, false);
  update(across, {part.x, part.width, size.width, picture.cols},
         {picture.channels(), static_cast<int>(block)}, channels != picture.channels());
  channels = picture.channels();
  warped.create(size, CV_MAKETYPE(depth, channels));
  for (int y = 0; y < size.height; ++y) {
    if (picture.depth() == CV_8U) {
      mean_row<unsigned char>(picture, down, y, row);
    } else {
      mean_row<unsigned short>(picture, down, y, row);
    }
    if (depth == CV_8U) {
      narrow_row<unsigned char>(row.data(), across, levels, warped, y);
    } else {
      narrow_row<unsigned short>(row.data(), across, levels, warped, y);
    }
  }
  return warped;
}

cv::Mat warp(const cv::Mat& picture, cv::Size size) {
  return Warp()(picture, size);
}

}  // namespace aesthetic
