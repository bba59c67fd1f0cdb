// SPDX-License-Identifier: MIT
//
// Convolutions and pools slice by slice against the whole, in every layout that oneDNN may choose: which ones
// it does choose depends on the processor.
#include "window.hpp"

#include <gtest/gtest.h>

#include <ostream>
#include <random>

namespace aesthetic::layers::test {
namespace {

using Tag = dnnl::memory::format_tag;
using Convolution = dnnl::convolution_forward;

struct Case {
  const char* name;
  Tag layout;
  std::int64_t batch;
  int parts;
};

void PrintTo(const Case& test, std::ostream* out) {
  *out << test.name;
}

class Slicing : public testing::TestWithParam<Case> {
 protected:
  std::int64_t pick(std::int64_t low, std::int64_t high) {
    return std::uniform_int_distribution<std::int64_t>(low, high)(random_);
  }

  Window random_window() {
    Window window;
    window.kernel = {pick(1, 4), pick(1, 4)};
    window.strides = {pick(1, 3), pick(1, 3)};
    window.dilations = {pick(1, 2), pick(1, 2)};
    window.begin = {pick(0, 2), pick(0, 2)};
    window.end = {pick(0, 2), pick(0, 2)};
    return window;
  }

  dnnl::memory random_memory(const dnnl::memory::desc& layout) {
    dnnl::memory memory(layout, engine_);
    auto* values = static_cast<float*>(memory.get_data_handle());
    std::uniform_real_distribution<float> uniform(-1, 1);
    for (std::size_t i = 0; i < layout.get_size() / sizeof(float); ++i) values[i] = uniform(random_);
    return memory;
  }

  dnnl::memory part(const dnnl::memory& whole, const Slice& slice) {
    return {slice.layout, engine_, static_cast<std::byte*>(whole.get_data_handle()) + slice.offset};
  }

  Convolution::primitive_desc describe_convolution(const dnnl::memory& source, const dnnl::memory& weights,
                                                   const dnnl::memory& bias, const dnnl::memory& result,
                                                   const Window& window, const Placement& placement) const {
    return describe<Convolution>(engine_, dnnl::primitive_attr(), dnnl::prop_kind::forward_inference,
                                 dnnl::algorithm::convolution_direct, source.get_desc(), weights.get_desc(),
                                 bias.get_desc(), result.get_desc(), window.strides,
                                 Shape{window.dilations[0] - 1, window.dilations[1] - 1}, placement.begin,
                                 placement.end);
  }

  void run(const dnnl::memory& source, const dnnl::memory& weights, const dnnl::memory& bias,
           const dnnl::memory& result, const Window& window, const Placement& placement) {
    Convolution(describe_convolution(source, weights, bias, result, window, placement))
        .execute(stream_, {{DNNL_ARG_SRC, source},
                           {DNNL_ARG_WEIGHTS, weights},
                           {DNNL_ARG_BIAS, bias},
                           {DNNL_ARG_DST, result}});
    stream_.wait();
  }

  // Writes `made` slice by slice; how many there were.
  std::size_t run_slices(const dnnl::memory& source, const dnnl::memory& weights, const dnnl::memory& bias,
                         const dnnl::memory& made, const Window& window, const Placement& whole,
                         bool by_channel) {
    const auto boxes = cut(made.get_desc(), GetParam().parts);
    for (const auto& box : boxes) {
      const auto reading = reading_for(box, window, whole, shape_of(source.get_desc()), by_channel);
      if (!reading) return 0;
      const auto read = slice_of(source.get_desc(), reading->picture);
      const auto written = slice_of(made.get_desc(), box);
      const auto rows = slice_of(weights.get_desc(),
                                 first_dimension(shape_of(weights.get_desc()), box.first[1], box.size[1]));
      const auto constants =
          slice_of(bias.get_desc(), first_dimension(shape_of(bias.get_desc()), box.first[1], box.size[1]));
      if (!read || !written || !rows || !constants) return 0;
      run(part(source, *read), part(weights, *rows), part(bias, *constants), part(made, *written), window,
          reading->placement);
    }
    return boxes.size();
  }

  static void expect_same(const dnnl::memory& expected, const dnnl::memory& found) {
    const auto* a = static_cast<const float*>(expected.get_data_handle());
    const auto* b = static_cast<const float*>(found.get_data_handle());
    for (std::size_t i = 0; i < expected.get_desc().get_size() / sizeof(float); ++i)
      ASSERT_NEAR(a[i], b[i], 1e-4) << i;
  }

  // How many of some random convolutions, or depthwise ones, could be cut.
  int compare(bool depthwise) {
    int cut_ones = 0;
    for (int i = 0; i < tries; ++i) {
      const std::int64_t out = 16 * pick(1, 4);
      const std::int64_t in = depthwise ? out : pick(1, 20);
      const Shape picture = {GetParam().batch, in, pick(9, 20), pick(9, 20)};
      const auto window = random_window();
      const auto placement = place(window, picture);
      const Shape kernel = depthwise ? Shape{out, 1, 1, window.kernel[0], window.kernel[1]}
                                     : Shape{out, in, window.kernel[0], window.kernel[1]};
      const Shape result = {picture[0], out, placement.output[0], placement.output[1]};
      const auto source = random_memory({picture, Type::f32, GetParam().layout});
      const auto weights = random_memory(plain_layout(kernel));
      const auto bias = random_memory(plain_layout({out}));
      const dnnl::memory expected({result, Type::f32, GetParam().layout}, engine_);
      const auto made = random_memory(expected.get_desc());
      run(source, weights, bias, expected, window, placement);
      if (run_slices(source, weights, bias, made, window, placement, depthwise) < 2) continue;
      ++cut_ones;
      expect_same(expected, made);
    }
    return cut_ones;
  }

  static constexpr int tries = 40;
  std::mt19937 random_{7};
  dnnl::engine engine_{dnnl::engine::kind::cpu, 0};
  dnnl::stream stream_{engine_};
};

TEST_P(Slicing, ConvolutionsComeOutAsTheWhole) {
  EXPECT_GT(compare(false), tries / 2);
}

TEST_P(Slicing, DepthwiseConvolutionsComeOutAsTheWhole) {
  EXPECT_GT(compare(true), tries / 2);
}

INSTANTIATE_TEST_SUITE_P(Layouts, Slicing,
                         testing::Values(Case{"rows", Tag::acdb, 1, 2}, Case{"rows_of_two", Tag::acdb, 2, 3},
                                         Case{"pictures", Tag::acdb, 4, 2},
                                         Case{"blocks_of_16", Tag::aBcd16b, 1, 2},
                                         Case{"blocks_of_16_of_two", Tag::aBcd16b, 2, 4},
                                         Case{"blocks_of_8", Tag::aBcd8b, 1, 3},
                                         Case{"plain", Tag::abcd, 1, 2}),
                         [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace aesthetic::layers::test
