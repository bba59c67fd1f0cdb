// SPDX-License-Identifier: MIT
#include "best/score_curve.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "best/sheet_colors.hpp"
#include "cli/text.hpp"

namespace aesthetic {
namespace {

using namespace sheet_colors;

// What happens in one column of the plot.
struct Column {
  double sum = 0;
  double lowest = 1;
  double highest = 0;
  int count = 0;
};

double moment(const ScoredFrame& frame) {
  return frame.time.value_or(static_cast<double>(frame.index));
}

// The smallest of the usual steps with which `range` has at most `most` parts.
double tick_step(double range, int most, const std::vector<double>& steps) {
  const auto fits = [&](double step) { return range / step <= most; };
  const auto found = std::find_if(steps.begin(), steps.end(), fits);
  return found != steps.end() ? *found : steps.back() * std::ceil(range / most / steps.back());
}

class Plot {
 public:
  Plot(Canvas& canvas, const cv::Rect2d& area, const std::vector<ScoredFrame>& frames,
       const std::vector<double>& values)
      : canvas_(canvas), area_(area), frames_(frames), values_(values) {
    start_ = moment(frames.front());
    end_ = std::max(moment(frames.back()), start_ + 1e-3);
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    step_ = tick_step(std::max(0.04, *high - *low + 0.02), 5, {0.01, 0.02, 0.05, 0.1, 0.2});
    low_ = std::floor((*low - 0.01) / step_) * step_;
    high_ = std::ceil((*high + 0.01) / step_) * step_;
  }

  void grid() {
    for (int i = 0; low_ + i * step_ <= high_ + 1e-9; ++i) {
      const double value = low_ + i * step_;
      canvas_.line({area_.x, y(value)}, {area_.x + area_.width, y(value)}, track, 0.5);
      canvas_.text(fixed_text(value, 2), {area_.x - 10, y(value) + 4}, 8, soft, Canvas::Align::right);
    }
    const double step = tick_step(
        end_ - start_, 10, {0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600});
    const int decimals = step < 0.1 ? 2 : step < 1 ? 1 : 0;
    const double first = std::ceil(start_ / step) * step;
    for (int i = 0; first + i * step <= end_ + 1e-9; ++i) {
      const double time = first + i * step;
      canvas_.line({x(time), bottom()}, {x(time), bottom() + 5}, faint, 0.5);
      canvas_.text(clock_text(time, decimals), {x(time), bottom() + 19}, 8, soft, Canvas::Align::center);
    }
  }

  // The mean of each column; where frames are denser than pixels, also their range.
  void curve() {
    std::vector<Column> columns(static_cast<std::size_t>(area_.width));
    for (std::size_t i = 0; i < frames_.size(); ++i) {
      const double place =
          (x(moment(frames_[i])) - area_.x) / area_.width * static_cast<double>(columns.size() - 1);
      Column& column = columns[static_cast<std::size_t>(
          std::clamp(std::lround(place), 0L, static_cast<long>(columns.size()) - 1))];
      column.sum += values_[i];
      column.lowest = std::min(column.lowest, values_[i]);
      column.highest = std::max(column.highest, values_[i]);
      ++column.count;
    }
    std::vector<cv::Point2d> means;
    std::vector<cv::Point2d> outline;
    std::vector<cv::Point2d> lower;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const Column& column = columns[i];
      if (column.count == 0) continue;
      const double place =
          area_.x + area_.width * static_cast<double>(i) / static_cast<double>(columns.size() - 1);
      means.emplace_back(place, y(column.sum / column.count));
      outline.emplace_back(place, y(column.highest));
      lower.emplace_back(place, y(column.lowest));
    }
    outline.insert(outline.end(), lower.rbegin(), lower.rend());
    if (frames_.size() > columns.size()) canvas_.area(outline, band);
    canvas_.curve(means, second, 1.5);
  }

  void mark(std::size_t position, std::size_t rank) {
    const cv::Point2d point(x(moment(frames_[position])), y(values_[position]));
    canvas_.line(point, {point.x, bottom()}, accent, 0.5);
    canvas_.disc(point, 10, panel);
    canvas_.disc(point, 9, accent);
    canvas_.text(std::to_string(rank), {point.x, point.y + 4}, 8, background, Canvas::Align::center, true);
  }

 private:
  double bottom() const { return area_.y + area_.height; }
  double x(double time) const { return area_.x + area_.width * (time - start_) / (end_ - start_); }
  double y(double value) const { return bottom() - area_.height * (value - low_) / (high_ - low_); }

  Canvas& canvas_;
  cv::Rect2d area_;
  const std::vector<ScoredFrame>& frames_;
  const std::vector<double>& values_;  // of the frames
  double start_ = 0;                   // seconds
  double end_ = 0;
  double low_ = 0;  // value
  double high_ = 0;
  double step_ = 0;
};

}  // namespace

void draw_score_curve(Canvas& canvas, const cv::Rect2d& box, const std::vector<ScoredFrame>& frames,
                      const std::vector<std::size_t>& chosen, const Ranking& ranking) {
  canvas.fill(box, panel, 8);
  canvas.text("chosen by " + ranking.by, {box.x + 18, box.y + 26}, 9, bright);
  Plot plot(canvas, {box.x + 62, box.y + 52, box.width - 62 - 28, box.height - 52 - 40}, frames,
            ranking.values);
  plot.grid();
  plot.curve();
  for (std::size_t i = chosen.size(); i-- > 0;) plot.mark(chosen[i], i + 1);
}

}  // namespace aesthetic
