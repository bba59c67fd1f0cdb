// SPDX-License-Identifier: MIT
//
// A picture takes no memory that the network did not have before: what oneDNN allocates for every call of a
// primitive are lists of its arguments.
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstddef>
#include <tuple>

#include "compare.hpp"
#include "network.hpp"

namespace {

std::atomic<long> large_allocations{0};

}  // namespace

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool counts = false;  // the sanitizers have functions of their own there
#else
constexpr bool counts = true;
constexpr std::size_t large = 2048;  // bytes; the smallest tensor here has more

static void count(std::size_t bytes) {
  if (bytes >= large) ++large_allocations;
}

extern "C" {
void* __libc_malloc(std::size_t bytes);                       // NOLINT(bugprone-reserved-identifier)
void* __libc_memalign(std::size_t align, std::size_t bytes);  // NOLINT(bugprone-reserved-identifier)

// In the place of the C library's, for the whole program.
void* malloc(std::size_t bytes) {
  count(bytes);
  return __libc_malloc(bytes);
}
void* aligned_alloc(std::size_t align, std::size_t bytes) {
  count(bytes);
  return __libc_memalign(align, bytes);
}
int posix_memalign(void** memory, std::size_t align, std::size_t bytes) {
  count(bytes);
  *memory = __libc_memalign(align, bytes);
  return *memory == nullptr ? ENOMEM : 0;
}
}
#endif

namespace aesthetic::layers::test {
namespace {

// Every kind of step that a network of pictures has, on 64x64 pixels.
Network small_network() {
  Network network(31);
  auto x = network.input("x", {1, 3, 64, 64});
  const auto conv = [&](const std::string& from, std::int64_t in, std::int64_t out) {
    return network.node("Conv", {from, network.weights({out, in, 3, 3}, -0.2F, 0.2F), network.weights({out})},
                        {{"kernel_shape", Ints{3, 3}}, {"pads", Ints{1, 1, 1, 1}}});
  };
  x = network.node("Relu", {conv(x, 3, 16)});
  const auto pooled = network.node("MaxPool", {x}, {{"kernel_shape", Ints{2, 2}}, {"strides", Ints{2, 2}}});
  const auto left = network.node("Relu", {conv(pooled, 16, 16)});
  x = network.node("Concat", {network.node("Add", {left, pooled}), pooled}, {{"axis", std::int64_t{1}}});
  x = network.node("Flatten", {network.node("GlobalAveragePool", {conv(x, 32, 16)})});
  x = network.node("Gemm", {x, network.weights({4, 16}), network.weights({4})},
                   {{"transB", std::int64_t{1}}});
  network.output(network.node("Sigmoid", {x}));
  return network;
}

class Allocation : public testing::TestWithParam<std::tuple<Precision, int>> {
 protected:
  Allocation() : input_(std::size_t{3} * 64 * 64, 0.5F) {}

  // The only stretch of the network, ready to run.
  std::shared_ptr<Stretch> ready(const Settings& settings) {
    auto stretch = only_stretch(network_, settings);
    Program& program = stretch->program({{1, 3, 64, 64}});
    program.set_input(0, input_.data());
    program.set_output(0, output_.data());
    return stretch;
  }

  Network network_ = small_network();
  std::vector<float> input_;
  std::array<float, 4> output_ = {};
};

TEST_P(Allocation, NoneForAPicture) {
  if (!counts) GTEST_SKIP() << "a sanitizer has its own functions in the place of malloc";
  const auto [precision, threads] = GetParam();
  if (!has_instructions_for(precision)) GTEST_SKIP() << "this processor has no instructions for it";
  auto ranges = std::make_shared<Ranges>();
  ready({Precision::float32, 0, nullptr, ranges})->run();
  const long before_loading = large_allocations;
  const auto stretch = ready({precision, threads, ranges, nullptr, 0});
  EXPECT_GT(large_allocations, before_loading);  // they are counted
  stretch->run();
  const long before = large_allocations;
  for (int i = 0; i < 10; ++i) stretch->run();
  EXPECT_EQ(large_allocations, before);
}

std::string name_of(const testing::TestParamInfo<std::tuple<Precision, int>>& test) {
  const auto [precision, threads] = test.param;
  const std::string name = precision == Precision::float32    ? "float32"
                           : precision == Precision::bfloat16 ? "bfloat16"
                                                              : "int8";
  return name + (threads > 1 ? "_shared" : "");
}

INSTANTIATE_TEST_SUITE_P(Precisions, Allocation,
                         testing::Combine(testing::Values(Precision::float32, Precision::bfloat16,
                                                          Precision::int8),
                                          testing::Values(1, 2)),
                         name_of);

}  // namespace
}  // namespace aesthetic::layers::test
