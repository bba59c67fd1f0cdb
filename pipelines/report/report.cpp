// SPDX-License-Identifier: MIT
#include "report/report.hpp"

#include <algorithm>
#include <cmath>

#include "report/page.hpp"
#include "report/page_data.hpp"
#include "report/small_jpeg.hpp"
#include "report/thinning.hpp"

namespace aesthetic {
namespace {

constexpr std::size_t most_points = 4000;
constexpr int largest_picture = 1280;
constexpr int smallest_picture = 480;
constexpr double full_size_pictures = 10;  // more of them become smaller, so that all together do not grow
constexpr int picture_quality = 85;

// Where frames stand on the page: milliseconds, or their numbers in a video that gives no times.
class Axis {
 public:
  explicit Axis(const std::vector<ScoredFrame>& frames)
      : timed_(std::all_of(frames.begin(), frames.end(), [](const auto& frame) { return frame.time; })) {}

  const char* unit() const { return timed_ ? "time" : "frame"; }

  // Of a ScoredFrame or a Thumbnail.
  template <typename Frame>
  std::int64_t place(const Frame& frame) const {
    constexpr double milliseconds = 1000;
    return timed_ && frame.time ? std::llround(*frame.time * milliseconds) : frame.index;
  }

 private:
  bool timed_;
};

// What the page shows of a frame: what it is ranked by, where that is none of its scores, and its scores.
std::vector<std::string> shown_names(const Report& report) {
  std::vector<std::string> names = report.card.task_names();
  if (report.ranking.is_mean) names.insert(names.begin(), report.ranking.name);
  return names;
}

std::vector<int> shown_scores(const Report& report, std::size_t position) {
  std::vector<int> values;
  if (report.ranking.is_mean)
    values.push_back(page_score(static_cast<float>(report.ranking.values[position])));
  const Scores& scores = report.frames[position].scores;
  for (std::size_t task = 0; task < scores.size(); ++task) values.push_back(page_score(scores.value(task)));
  return values;
}

// Which of `names` frames are ranked by.
std::ptrdiff_t ranked_by(const Report& report, const std::vector<std::string>& names) {
  return std::find(names.begin(), names.end(), report.ranking.name) - names.begin();
}

boost::json::object curves_json(const Report& report, const std::vector<std::size_t>& positions,
                                const Axis& axis) {
  boost::json::array at;
  std::vector<boost::json::array> scores(shown_names(report).size());
  for (const std::size_t position : positions) {
    at.emplace_back(axis.place(report.frames[position]));
    const auto values = shown_scores(report, position);
    for (std::size_t i = 0; i < scores.size(); ++i) scores[i].emplace_back(values[i]);
  }
  return {{"at", std::move(at)}, {"scores", boost::json::value_from(scores)}};
}

boost::json::array chosen_json(const Report& report, const std::vector<std::size_t>& positions,
                               const Axis& axis) {
  const auto count = static_cast<double>(report.chosen.size());
  const int side = std::clamp(static_cast<int>(largest_picture * std::sqrt(full_size_pictures / count)),
                              smallest_picture, largest_picture);
  boost::json::array chosen;
  for (std::size_t rank = 0; rank < report.chosen.size(); ++rank) {
    const ScoredFrame& frame = report.frames[report.chosen[rank]];
    const cv::Mat& picture = report.pictures[rank];
    const auto position = std::lower_bound(positions.begin(), positions.end(), report.chosen[rank]);
    chosen.push_back(
        {{"position", position - positions.begin()},
         {"at", axis.place(frame)},
         {"scores", boost::json::value_from(shown_scores(report, report.chosen[rank]))},
         {"file", shown_name(report.picture_files[rank])},
         {"href", url_of(report.picture_files[rank])},
         {"width", picture.cols},
         {"height", picture.rows},
         {"picture", "data:image/jpeg;base64," + base64(small_jpeg(picture, side, picture_quality))}});
  }
  return chosen;
}

boost::json::object thumbnails_json(const std::vector<Thumbnail>& thumbnails, const Axis& axis) {
  boost::json::array at;
  boost::json::array pictures;
  for (const Thumbnail& thumbnail : thumbnails) {
    at.emplace_back(axis.place(thumbnail));
    pictures.emplace_back(base64(thumbnail.jpeg));
  }
  return {{"at", std::move(at)}, {"pictures", std::move(pictures)}};
}

boost::json::array distributions_json(const Report& report) {
  std::vector<std::vector<int>> values(shown_names(report).size());
  for (std::size_t position = 0; position < report.frames.size(); ++position) {
    if (!report.frames[position].fresh) continue;
    const auto shown = shown_scores(report, position);
    for (std::size_t i = 0; i < values.size(); ++i) values[i].push_back(shown[i]);
  }
  boost::json::array distributions;
  for (auto& each : values) distributions.push_back(distribution_json(std::move(each)));
  return distributions;
}

}  // namespace

std::string report_page(const Report& report) {
  const Axis axis(report.frames);
  const auto positions = thinned(report.frames, report.chosen, most_points);
  boost::json::object data;
  data["unit"] = axis.unit();
  data["from"] = axis.place(report.frames[positions.front()]);
  data["to"] = axis.place(report.frames[positions.back()]);
  data["scored"] = std::count_if(report.frames.begin(), report.frames.end(),
                                 [](const ScoredFrame& frame) { return frame.fresh; });
  const auto names = shown_names(report);
  data["tasks"] = boost::json::value_from(names);
  data["ranked"] = ranked_by(report, names);
  data["by"] = report.ranking.by;
  data["model"] = card_json(report.card);
  data["frames"] = curves_json(report, positions, axis);
  data["chosen"] = chosen_json(report, positions, axis);
  data["thumbnails"] = thumbnails_json(report.thumbnails, axis);
  data["distribution"] = distributions_json(report);
  return page_text("report.html.in", report.title, data);
}

}  // namespace aesthetic
