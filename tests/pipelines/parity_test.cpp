// SPDX-License-Identifier: MIT
//
// One picture, two ways: `aesthetic score` and a pipeline with the element give the same scores.
#include <gst/app/gstappsink.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cstdlib>
#include <opencv2/imgcodecs.hpp>

#include "aesthetic/model_card.hpp"
#include "clips.hpp"
#include "program.hpp"
#include "reading/gst.hpp"
#include "temporary_folder.hpp"

namespace aesthetic::test {
namespace {

namespace fs = std::filesystem;

// RGB goes the same way in both. Of I420 it keeps a distance where edges of colour are smeared (RgbReducer),
// which moves these pictures by up to 0.007.
constexpr double rgb_bound = 1e-6;
constexpr double i420_bound = 0.01;

using Values = std::map<std::string, double>;

Values values_from_program(const fs::path& picture, const fs::path& model) {
  const Outcome outcome = run_aesthetic({"score", picture, "--model", model});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  const auto record = boost::json::parse(outcome.out).as_object();
  Values values = {{"overall", record.at("overall").to_number<double>()}};
  for (const auto& field : record.at("attributes").as_object())
    values[field.key()] = field.value().to_number<double>();
  return values;
}

Values values_from_element(const fs::path& picture, const fs::path& model, const std::string& format) {
  gst::Pipeline pipeline("filesrc location=\"" + picture.string() +
                         "\" ! pngdec ! videoconvert ! video/x-raw,format=" + format +
                         " ! aestheticscore model=\"" + model.string() + "\" ! appsink name=out sync=false");
  pipeline.play();
  const auto out = pipeline.element("out");
  const gst::Ptr<GstSample> sample(gst_app_sink_pull_sample(GST_APP_SINK(out.get())));
  if (sample == nullptr) {
    ADD_FAILURE() << "no frame";
    return {};
  }
  GstCustomMeta* meta =
      gst_buffer_get_custom_meta(gst_sample_get_buffer(sample.get()), "GstAestheticScoreMeta");
  const GstStructure* fields = gst_custom_meta_get_structure(meta);
  Values values;
  gst_structure_get_double(fields, "overall", &values["overall"]);
  const GstStructure* attributes = gst_value_get_structure(gst_structure_get_value(fields, "attributes"));
  for (int i = 0; i < gst_structure_n_fields(attributes); ++i) {
    const char* name = gst_structure_nth_field_name(attributes, static_cast<guint>(i));
    gst_structure_get_double(attributes, name, &values[name]);
  }
  return values;
}

void expect_parity(const fs::path& picture) {
  std::vector<fs::path> models = {mean_network()};
  if (fs::exists(default_model())) models.push_back(default_model());
  for (const fs::path& model : models) {
    const Values expected = values_from_program(picture, model);
    for (const char* format : {"RGB", "I420"}) {
      const Values got = values_from_element(picture, model, format);
      ASSERT_EQ(got.size(), expected.size());
      const double allowed = std::string(format) == "RGB" ? rgb_bound : i420_bound;
      for (const auto& [task, value] : expected)
        EXPECT_NEAR(got.at(task), value, allowed)
            << task << " of " << picture << ", " << format << ", " << model;
    }
  }
}

TEST(Parity, OfMadePictures) {
  const TemporaryFolder folder;
  fs::create_directories(folder / "");
  int seed = 0;
  for (const cv::Size size :
       {cv::Size(640, 480), cv::Size(321, 241), cv::Size(1280, 720), cv::Size(180, 320)}) {
    cv::imwrite((folder / "picture.png").string(), smooth_picture(size, ++seed));
    expect_parity(folder / "picture.png");
  }
}

// Photographs, where the checkout has them beside it: some of each data set.
TEST(Parity, OfPhotographs) {
  const fs::path data = fs::path(AESTHETIC_SHARED_DIR) / "data";
  if (!fs::is_directory(data)) {
    ASSERT_EQ(std::getenv("CI"), nullptr) << "no rated pictures";
    GTEST_SKIP() << "skipped: no rated pictures";
  }
  const TemporaryFolder folder;
  fs::create_directories(folder / "");
  constexpr std::size_t of_each = 12;
  for (const char* set : {"oasis_beauty", "biq2021", "avt_composition"}) {
    std::vector<fs::path> files(fs::directory_iterator(data / set / "images"), {});
    std::sort(files.begin(), files.end());
    ASSERT_GE(files.size(), of_each) << set;
    for (std::size_t i = 0; i < of_each; ++i) {
      const auto& file = files[i * files.size() / of_each];
      cv::imwrite((folder / "picture.png").string(), cv::imread(file.string()));
      SCOPED_TRACE(file.filename());
      expect_parity(folder / "picture.png");
    }
  }
}

}  // namespace
}  // namespace aesthetic::test
