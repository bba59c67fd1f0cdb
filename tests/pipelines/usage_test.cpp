// SPDX-License-Identifier: MIT
//
// Commands, options and what is said about wrong ones.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "program.hpp"

namespace aesthetic::test {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;
using testing::StartsWith;

TEST(Usage, EveryCommandHasHelp) {
  for (const char* command : {"score", "best", "watch", "quantize", "devices", "bench"}) {
    const Outcome outcome = run_aesthetic({command, "--help"});
    EXPECT_EQ(outcome.status, 0);
    EXPECT_THAT(outcome.out, StartsWith(std::string("Usage: aesthetic ") + command));
    EXPECT_THAT(run_aesthetic({"--help"}).out, HasSubstr(std::string("\n  ") + command + ' '));
  }
}

TEST(Usage, TellsItsVersion) {
  EXPECT_THAT(run_aesthetic({"--version"}).out, MatchesRegex("aesthetic [0-9.]+\n"));
}

TEST(Usage, WithoutACommandPrintsHelpAndFails) {
  const Outcome outcome = run_aesthetic({});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, StartsWith("Usage: "));
}

class WrongUsage : public testing::TestWithParam<std::vector<std::string>> {};

TEST_P(WrongUsage, GetsOneLineAndStatus2) {
  const Outcome outcome = run_aesthetic(GetParam());
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, MatchesRegex("aesthetic: [^\n]*\\(see 'aesthetic [^\n]*--help'\\)\n"));
}

INSTANTIATE_TEST_SUITE_P(
    Usage, WrongUsage,
    testing::Values(std::vector<std::string>{"paint"}, std::vector<std::string>{"score"},
                    std::vector<std::string>{"score", "a.png", "--format", "xml"},
                    std::vector<std::string>{"score", "a.png", "-o", "page.html"},
                    std::vector<std::string>{"score", "a.png", "--interval", "0"},
                    std::vector<std::string>{"score", "a.png", "--device", "tpu"},
                    std::vector<std::string>{"best"},
                    std::vector<std::string>{"best", "a.mp4", "--from", "1:2:3:4"},
                    std::vector<std::string>{"best", "a.mp4", "--from", "5", "--to", "5"},
                    std::vector<std::string>{"best", "a.mp4", "--format", "gif"},
                    std::vector<std::string>{"best", "a.mp4", "--jobs", "0"},
                    std::vector<std::string>{"best", "a.mp4", "-n", "0"},
                    std::vector<std::string>{"best", "a.mp4", "-n", "many"},
                    std::vector<std::string>{"best", "a.mp4", "--min-gap", "-1"},
                    std::vector<std::string>{"best", "a.mp4", "--min-gap", "nan"},
                    std::vector<std::string>{"best", "a.mp4", "--unknown"}, std::vector<std::string>{"watch"},
                    std::vector<std::string>{"watch", "a.mp4", "--window", "3"},
                    std::vector<std::string>{"watch", "a.mp4", "--rate", "-1"},
                    std::vector<std::string>{"watch", "a.mp4", "--mqtt-queue", "9"},
                    std::vector<std::string>{"score", "a.mp4", "b.mp4", "--format", "vtt"},
                    std::vector<std::string>{"score", "a.png", "--threads", "-1"},
                    std::vector<std::string>{"score", "a.png", "--batch-size", "-1"},
                    std::vector<std::string>{"quantize", "a.onnx", "a.png"},
                    std::vector<std::string>{"quantize", "a.onnx", "a.png", "-o", "b"},
                    std::vector<std::string>{"devices", "more"},
                    std::vector<std::string>{"bench", "--size", "720p"},
                    std::vector<std::string>{"bench", "--size", "0x10"},
                    std::vector<std::string>{"bench", "--seconds", "0"}));

}  // namespace
}  // namespace aesthetic::test
