// SPDX-License-Identifier: MIT
#include "report/prediction_pictures.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "aesthetic/picture.hpp"

namespace aesthetic::training {
namespace {

std::string thumbnail(const std::filesystem::path& file) {
  constexpr double side = 240;
  const auto picture = read_picture(file);
  cv::Mat small;
  const double factor = std::min(1.0, side / std::max(picture.cols, picture.rows));
  cv::resize(picture, small, {}, factor, factor, cv::INTER_AREA);
  std::vector<unsigned char> bytes;
  cv::imencode(".jpg", small, bytes);
  return {bytes.begin(), bytes.end()};
}

}  // namespace

void add_pictures(const std::string& network, const std::vector<Prediction>& predictions,
                  const ShownPictures& chosen, HtmlPage& page) {
  std::vector<const Prediction*> rows;
  for (const auto& row : predictions)
    if (row.task == "overall") rows.push_back(&row);
  std::sort(rows.begin(), rows.end(), [](const auto* a, const auto* b) {
    return std::abs(a->prediction - a->label) < std::abs(b->prediction - b->label);
  });
  const auto shown = std::min(rows.size(), static_cast<std::size_t>(chosen.each));
  const auto show = [&](const std::string& heading, std::vector<const Prediction*> those) {
    // From the least to the most beautiful, as in the paper's figures.
    std::sort(those.begin(), those.end(), [](const auto* a, const auto* b) { return a->label < b->label; });
    std::vector<HtmlPage::Picture> pictures;
    pictures.reserve(those.size());
    for (const auto* row : those)
      pictures.push_back(
          {thumbnail(chosen.folder / row->image),
           row->image + ": people " + fixed(row->label, 2) + ", network " + fixed(row->prediction, 2)});
    page.heading(network + ": " + heading);
    page.pictures(pictures);
  };
  show("most successful predictions of overall (Figs. 6 and 11)",
       {rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(shown)});
  show("least successful predictions of overall (Figs. 7 and 12)",
       {rows.end() - static_cast<std::ptrdiff_t>(shown), rows.end()});
}

}  // namespace aesthetic::training
