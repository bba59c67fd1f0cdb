// SPDX-License-Identifier: MIT
#include "cli/text.hpp"

#include <gtest/gtest.h>

namespace aesthetic {
namespace {

TEST(ShortDouble, IsTheShortestDecimalOfTheFloat) {
  EXPECT_EQ(short_double(0.45F), 0.45);
  EXPECT_EQ(short_double(0), 0);
  EXPECT_EQ(static_cast<float>(short_double(0.123456789F)), 0.123456789F);
}

TEST(JsonLine, WritesPlainNumbersAndEscapesText) {
  boost::json::object inner;
  inner["red"] = short_double(0.1F);
  boost::json::object record;
  record["source"] = "a \"quoted\"\nname";
  record["time"] = nullptr;
  record["overall"] = 0.45;
  record["attributes"] = inner;
  record["frame"] = 12;
  const std::string line = json_line(record);
  EXPECT_EQ(
      line,
      R"({"source":"a \"quoted\"\nname","time":null,"overall":0.45,"attributes":{"red":0.1},"frame":12})");
  EXPECT_EQ(boost::json::parse(line), boost::json::value(record));
}

TEST(CsvLine, QuotesWhatRfc4180Wants) {
  EXPECT_EQ(csv_line({"plain", "", "a,b", "say \"x\"", "two\nlines", " space "}),
            "plain,,\"a,b\",\"say \"\"x\"\"\",\"two\nlines\", space ");
}

TEST(ClockText, CarriesRoundedSeconds) {
  EXPECT_EQ(clock_text(3.2402, 2), "0:03.24");
  EXPECT_EQ(clock_text(59.999, 2), "1:00.00");
  EXPECT_EQ(clock_text(3599.9, 0), "1:00:00");
  EXPECT_EQ(clock_text(75, 0), "1:15");
  EXPECT_EQ(clock_text(3723.5, 1), "1:02:03.5");
}

TEST(ParseClock, TakesSecondsMinutesAndHours) {
  EXPECT_EQ(parse_clock("90"), 90);
  EXPECT_EQ(parse_clock("90.5"), 90.5);
  EXPECT_EQ(parse_clock("1:30"), 90);
  EXPECT_EQ(parse_clock("1:02:03.25"), 3723.25);
  for (const char* text : {"", "x", "-1", "1:", "1:60", "1:2:3:4", "1.5:00", "nan", "1e3", "inf"})
    EXPECT_FALSE(parse_clock(text)) << text;
}

}  // namespace
}  // namespace aesthetic
