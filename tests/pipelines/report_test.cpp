// SPDX-License-Identifier: MIT
//
// What goes into the pages. tests/pipelines/pages_test.py looks at them in a browser.
#include "report/report.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "clips.hpp"
#include "program.hpp"
#include "report/page.hpp"
#include "report/page_data.hpp"
#include "report/thinning.hpp"

namespace aesthetic::test {
namespace {

using testing::HasSubstr;
using testing::Not;

std::vector<ScoredFrame> waves(std::size_t count) {
  const auto names = std::make_shared<const Scores::Names>(Scores::Names{"overall", "red", "green", "blue"});
  std::vector<ScoredFrame> frames(count);
  for (std::size_t i = 0; i < count; ++i) {
    std::vector<float> values;
    for (const double period : {100.0, 333.0, 1000.0, 7777.0})
      values.push_back(static_cast<float>(0.5 + 0.4 * std::sin(static_cast<double>(i) / period)));
    frames[i].index = static_cast<std::int64_t>(i);
    frames[i].time = static_cast<double>(i) / clip_rate;
    frames[i].scores = Scores(names, values);
  }
  return frames;
}

TEST(Thinned, KeepsAllScoredFramesOfAShortVideo) {
  auto frames = waves(5);
  frames[2].fresh = false;
  EXPECT_THAT(thinned(frames, {0}, 10), testing::ElementsAre(0, 1, 3, 4));
}

TEST(Thinned, KeepsPeaksAndWhatItMustOfALongVideo) {
  auto frames = waves(100'000);
  const auto names = std::make_shared<const Scores::Names>(Scores::Names{"overall", "red", "green", "blue"});
  frames[54'321].scores = Scores(names, {0.99F, 0.5F, 0.01F, 0.5F});
  const auto kept = thinned(frames, {777}, 4000);
  EXPECT_LE(kept.size(), 4003U);
  EXPECT_GE(kept.size(), 1000U);
  EXPECT_TRUE(std::is_sorted(kept.begin(), kept.end()));
  for (const std::size_t wanted : {0U, 777U, 54'321U, 99'999U})
    EXPECT_TRUE(std::binary_search(kept.begin(), kept.end(), wanted)) << wanted;
}

TEST(Distribution, CountsInFortyParts) {
  const auto json = distribution_json({0, 24'999, 25'000, 500'000, 1'000'000});
  const auto& counts = json.at("counts").as_array();
  ASSERT_EQ(counts.size(), 40U);
  EXPECT_EQ(counts[0], 2);
  EXPECT_EQ(counts[1], 1);
  EXPECT_EQ(counts[20], 1);
  EXPECT_EQ(counts[39], 1);
  EXPECT_EQ(json.at("median"), 25'000);
}

TEST(Page, LetsNoNameEndAnElement) {
  const std::string name = "</script><b>\"&@DATA@.mkv";
  const std::string page = page_text("report.html.in", name, {{"name", name}});
  EXPECT_THAT(page, Not(HasSubstr(name)));
  EXPECT_THAT(page, HasSubstr(R"({"name":"\u003c/script>\u003cb>\"&@DATA@.mkv"})"));
  EXPECT_THAT(page, HasSubstr("<h1>&lt;/script&gt;&lt;b&gt;&quot;&amp;@DATA@.mkv</h1>"));
}

TEST(Page, NamesOfAnyBytesBecomeTextAndLinks) {
  EXPECT_EQ(shown_name("a\xff.jpg"), "a\xef\xbf\xbd.jpg");
  EXPECT_EQ(url_of("b 1/\xff#?.jpg"), "b%201/%FF%23%3F.jpg");
}

// Three hours at 25 frames a second.
TEST(Report, OfALongVideoIsSmall) {
  const auto frames = waves(std::size_t{3} * 3600 * clip_rate);
  const std::vector<std::size_t> chosen = {5, 100'000};
  const std::vector<cv::Mat> pictures(2, smooth_picture({1920, 1080}));
  std::vector<Thumbnail> thumbnails(300);
  for (Thumbnail& thumbnail : thumbnails) thumbnail.jpeg = std::string(5000, 'x');
  const ModelCard card = read_card(card_path(mean_network()));
  Ranking ranking{"choice", true, "0.5 red + 0.5 blue", std::vector<double>(frames.size(), 0.25)};
  const std::string page = report_page(
      {"long.mkv", card, frames, chosen, pictures, {"best-1.jpg", "best-2.jpg"}, thumbnails, ranking});
  EXPECT_LT(page.size(), 4'000'000U);
  EXPECT_THAT(page, HasSubstr("Permission is hereby granted, free of charge"));
}

}  // namespace
}  // namespace aesthetic::test
