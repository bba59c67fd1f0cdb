// SPDX-License-Identifier: MIT
#include "task_choice.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace aesthetic::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::vector<std::string> attributes = {"quality", "rule_of_thirds", "simplicity"};

TEST(TaskChoice, IsAllByDefault) {
  for (const auto& text :
       {std::optional<std::string>(), std::optional<std::string>(""), std::optional<std::string>(" , ")}) {
    const TaskChoice choice = choose_tasks(text, attributes);
    EXPECT_TRUE(choice.overall);
    EXPECT_THAT(choice.attributes, ElementsAre(0, 1, 2));
    EXPECT_THAT(choice.unknown, IsEmpty());
  }
}

TEST(TaskChoice, KeepsTheOrderAskedForAndTakesEachOnce) {
  const TaskChoice choice = choose_tasks("simplicity, quality,simplicity", attributes);
  EXPECT_FALSE(choice.overall);
  EXPECT_THAT(choice.attributes, ElementsAre(2, 0));
}

TEST(TaskChoice, NamesWhatThereIsNot) {
  const TaskChoice choice = choose_tasks("overall,Quality,rule of thirds,quality", attributes);
  EXPECT_TRUE(choice.overall);
  EXPECT_THAT(choice.attributes, ElementsAre(0));
  EXPECT_THAT(choice.unknown, ElementsAre("Quality", "rule of thirds"));
}

TEST(ReadableName, HasSpaces) {
  EXPECT_EQ(readable_name("rule_of_thirds"), "rule of thirds");
  EXPECT_EQ(readable_name("quality"), "quality");
}

}  // namespace
}  // namespace aesthetic::test
