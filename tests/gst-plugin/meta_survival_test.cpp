// SPDX-License-Identifier: MIT
//
// What becomes of a score on its way through other elements: the README's table, row by row. Wherever it
// stays it must still be that of the very picture it comes with, also behind codecs that send pictures in
// another order.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "harness.hpp"
#include "pipeline.hpp"
#ifdef AESTHETIC_HAVE_ANALYTICS
#include <gst/analytics/analytics.h>
#endif

namespace aesthetic::test {
namespace {

struct Way {
  const char* name;      // as in the README
  const char* elements;  // behind aestheticscore
  bool score;            // is the score there behind them?
  bool analytics;        // and GstAnalytics' classification?
  std::vector<std::string> sinks = {"out"};
  // How long before or after its own picture a score may come: videorate repeats and drops pictures.
  GstClockTime tolerance = 0;
  bool reorders = false;  // does "encoder" send pictures in another order than they came?
};

void PrintTo(const Way& way, std::ostream* stream) {
  *stream << way.elements;
}

constexpr int frames = 20;
constexpr int width = 96;
constexpr int height = 80;
constexpr GstClockTime frame_time = 40 * GST_MSECOND;

const std::vector<Way>& ways() {
  static const std::vector<Way> all = {
      {"queue", "queue", true, true},
      {"tee", "tee name=tee ! queue ! fakesink name=other tee. ! queue", true, true, {"out", "other"}},
      {"videorate", "videorate ! video/x-raw,framerate=60/1", true, true, {"out"}, frame_time},
      {"videorate", "videorate ! video/x-raw,framerate=10/1", true, true, {"out"}, frame_time},
      {"videoconvert", "videoconvert ! video/x-raw,format=RGB", true, true},
      {"videoscale", "videoscale ! video/x-raw,width=48,height=40", true, true},
      {"videobalance", "videobalance saturation=0.5", true, true},
      {"jpegenc ! jpegdec", "jpegenc ! jpegdec", true, true},
      {"openh264enc ! avdec_h264", "openh264enc ! h264parse ! avdec_h264", true, true},
      {"x264enc ! avdec_h264",
       "x264enc name=encoder bframes=3 b-adapt=false ! h264parse ! avdec_h264",
       true,
       true,
       {"out"},
       0,
       true},
      {"vp8enc ! vp8dec", "vp8enc deadline=1 ! vp8dec", true, true},
      {"videocrop", "videocrop left=9 top=6", true, false},
      {"videobox", "videobox left=-9 top=6", true, false},
      {"videoflip", "videoflip method=clockwise", true, false},
      {"compositor", "compositor", false, false},
      {"mpegtsmux ! tsdemux", "openh264enc ! h264parse ! mpegtsmux ! tsdemux ! h264parse ! avdec_h264", false,
       false},
  };
  return all;
}

// GStreamer's analytics metadata, read as an application would: the level of `overall`.
std::optional<float> analytics_overall([[maybe_unused]] GstBuffer* buffer) {
#ifdef AESTHETIC_HAVE_ANALYTICS
  GstAnalyticsRelationMeta* relations = gst_buffer_get_analytics_relation_meta(buffer);
  gpointer position = nullptr;
  GstAnalyticsClsMtd scores;
  if (relations != nullptr && gst_analytics_relation_meta_iterate(
                                  relations, &position, gst_analytics_cls_mtd_get_mtd_type(), &scores))
    return gst_analytics_cls_mtd_get_level(&scores, 0);
#endif
  return std::nullopt;
}

struct Passed {
  GstClockTime pts;
  std::optional<Score> score;
  std::optional<float> analytics;
};

class MetaSurvival : public testing::TestWithParam<Way> {
 protected:
  MetaSurvival()
      : pipeline("videotestsrc name=source num-buffers=" + std::to_string(frames) +
                 " ! video/x-raw,format=I420,framerate=25/1,width=" + std::to_string(width) +
                 ",height=" + std::to_string(height) +
                 " ! "
                 "aestheticscore name=scorer ! " +
                 GetParam().elements + " ! fakesink name=out") {
    pipeline.on_buffers("source", "src", [this](GstBuffer* buffer) {
      gst_buffer_memset(buffer, 0, luma += 10, width * height);
      gst_buffer_memset(buffer, width * height, 128, width * height / 2);
    });
    pipeline.on_buffers("scorer", "src", [this](GstBuffer* buffer) { before.push_back(see(buffer)); });
    for (const std::string& sink : GetParam().sinks) {
      std::vector<Passed>& passed = behind[sink];  // now: the branches of a tee are threads of their own
      pipeline.on_buffers(sink, "sink", [&passed](GstBuffer* buffer) { passed.push_back(see(buffer)); });
    }
    if (GetParam().reorders) {
      pipeline.on_buffers("encoder", "src",
                          [this](GstBuffer* buffer) { coded.push_back(GST_BUFFER_PTS(buffer)); });
    }
  }

  static Passed see(GstBuffer* buffer) {
    return {GST_BUFFER_PTS(buffer), read_score(buffer), analytics_overall(buffer)};
  }

  // x264enc begins at 1000 hours, so that times before the first picture's are not negative.
  static GstClockTime begin(const std::vector<Passed>& passed) {
    const auto earlier = [](const Passed& a, const Passed& b) { return a.pts < b.pts; };
    return std::min_element(passed.begin(), passed.end(), earlier)->pts;
  }

  void expect_own_score(const Passed& passed, GstClockTime pts) const {
    ASSERT_TRUE(passed.score);
    const auto own = std::find_if(before.begin(), before.end(),
                                  [&](const Passed& picture) { return picture.pts == passed.score->pts; });
    ASSERT_NE(own, before.end());
    EXPECT_LE(GST_CLOCK_DIFF(own->pts, pts), static_cast<GstClockTimeDiff>(GetParam().tolerance));
    EXPECT_LE(GST_CLOCK_DIFF(pts, own->pts), static_cast<GstClockTimeDiff>(GetParam().tolerance));
    EXPECT_EQ(passed.score->overall, own->score->overall);
    EXPECT_EQ(passed.score->attributes, own->score->attributes);
    EXPECT_EQ(passed.score->model, own->score->model);
    EXPECT_TRUE(passed.score->fresh);
    if (passed.analytics) {
      EXPECT_EQ(passed.analytics, own->analytics);
    }
  }

  Pipeline pipeline;
  guint8 luma = 20;  // each picture has another, and so another score
  std::vector<Passed> before;
  std::vector<GstClockTime> coded;
  std::map<std::string, std::vector<Passed>> behind;
};

TEST_P(MetaSurvival, IsAsTheReadmeSays) {
  ASSERT_EQ(pipeline.run(), std::nullopt);
  std::set<double> different;
  for (const Passed& picture : before) different.insert(picture.score->overall);
  ASSERT_EQ(different.size(), static_cast<std::size_t>(frames)) << "a score could be taken for another";
  EXPECT_EQ(std::is_sorted(coded.begin(), coded.end()), !GetParam().reorders);
  for (const std::string& sink : GetParam().sinks) {
    SCOPED_TRACE(sink);
    const std::vector<Passed>& passed = behind[sink];
    ASSERT_FALSE(passed.empty());
    if (GetParam().tolerance == 0) {
      EXPECT_EQ(passed.size(), before.size());
    }
    for (const Passed& picture : passed) {
      SCOPED_TRACE(picture.pts);
      EXPECT_EQ(picture.score.has_value(), GetParam().score);
      if (GetParam().score) expect_own_score(picture, picture.pts - begin(passed));
#ifdef AESTHETIC_HAVE_ANALYTICS
      EXPECT_EQ(picture.analytics.has_value(), GetParam().analytics);
#endif
    }
  }
}

std::string test_name(const testing::TestParamInfo<Way>& info) {
  std::string name;
  for (const char* c = info.param.name; *c != '\0'; ++c)
    if (g_ascii_isalnum(*c)) name += *c;
  return name + std::to_string(info.index);
}

INSTANTIATE_TEST_SUITE_P(Ways, MetaSurvival, testing::ValuesIn(ways()), test_name);

// The README's table: a row for each fate, in the order of `ways`.
std::string table() {
  std::vector<std::pair<std::string, std::vector<std::string>>> fates;
  for (const Way& way : ways()) {
    const std::string fate =
        std::string(" | ") + (way.score ? "yes" : "no") + " | " + (way.analytics ? "yes" : "no");
    auto row =
        std::find_if(fates.begin(), fates.end(), [&](const auto& other) { return other.first == fate; });
    if (row == fates.end()) row = fates.insert(fates.end(), {fate, {}});
    const std::string name = "`" + std::string(way.name) + "`";
    if (std::find(row->second.begin(), row->second.end(), name) == row->second.end())
      row->second.push_back(name);
  }
  std::string text;
  for (const auto& [fate, names] : fates) {
    text += "| " + names.front();
    for (std::size_t i = 1; i < names.size(); ++i) text += ", " + names[i];
    text += fate + " |\n";
  }
  return text;
}

TEST(MetaSurvivalTable, IsInTheReadme) {
  std::ostringstream readme;
  readme << std::ifstream(AESTHETIC_README).rdbuf();
  EXPECT_THAT(readme.str(), testing::HasSubstr(table()));
}

}  // namespace
}  // namespace aesthetic::test
