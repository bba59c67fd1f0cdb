// SPDX-License-Identifier: MIT
#include "cli/help_text.hpp"

#include <gtest/gtest.h>

#include <boost/program_options.hpp>

namespace aesthetic::test {
namespace {

namespace po = boost::program_options;

TEST(HelpText, OptionsAsGnuProgramsPrintThem) {
  po::options_description options;
  options.add_options()("count,n", po::value<int>()->default_value(3)->value_name("N"), "how many")(
      "quiet", "no progress")(
      "an-option-of-a-long-name", po::value<std::string>()->value_name("FILE"),
      "one two three four five six seven eight nine ten eleven twelve thirteen fourteen")(
      "file", po::value<std::string>(), "hidden");
  EXPECT_EQ(
      options_text(options, "file"),
      "  -n, --count N              how many (default: 3)\n"
      "      --quiet                no progress\n"
      "      --an-option-of-a-long-name FILE\n"
      "                             one two three four five six seven eight nine ten eleven twelve thirteen\n"
      "                             fourteen\n");
}

}  // namespace
}  // namespace aesthetic::test
