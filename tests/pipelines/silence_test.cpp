// SPDX-License-Identifier: MIT
#include "cli/silence.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <iostream>
#include <optional>

namespace aesthetic {
namespace {

void print_everywhere(const std::string& text) {
  std::fprintf(stderr, "C says %s\n", text.c_str());
  std::cerr << "C++ says " << text << '\n';
}

TEST(Silence, LeavesOnlyTheConsole) {
  testing::internal::CaptureStderr();
  {
    const Silence silence;
    print_everywhere("nothing");
    console() << "console" << std::endl;
  }
  print_everywhere("it again");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "console\nC says it again\nC++ says it again\n");
}

TEST(Silence, EndsWithTheLastOfThem) {
  testing::internal::CaptureStderr();
  std::optional<Silence> first(std::in_place);
  std::optional<Silence> second(std::in_place);
  first.reset();
  print_everywhere("nothing");
  second.reset();
  print_everywhere("it again");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "C says it again\nC++ says it again\n");
}

}  // namespace
}  // namespace aesthetic
