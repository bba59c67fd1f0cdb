// SPDX-License-Identifier: MIT
#include "report/gallery.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include "report/page.hpp"
#include "report/page_data.hpp"
#include "report/small_jpeg.hpp"

namespace aesthetic {
namespace {

namespace fs = std::filesystem;

constexpr int jpeg_quality = 70;
constexpr std::size_t most_faults = 200;

// The same area for all thumbnails together from 1,000 pictures on.
int side_for(std::size_t pictures) {
  constexpr double largest = 240;
  constexpr double smallest = 96;
  constexpr double full_size_pictures = 1000;
  const double count = std::max(1.0, static_cast<double>(pictures));
  return cvRound(std::clamp(largest * std::sqrt(full_size_pictures / count), smallest, largest));
}

}  // namespace

Gallery::Gallery(std::string title, const ModelCard& card, std::size_t expected, const fs::path& page_file)
    : title_(std::move(title)), card_(card), thumbnail_side_(side_for(expected)) {
  if (!page_file.empty()) folder_ = fs::absolute(page_file).lexically_normal().parent_path();
}

std::string Gallery::link_to(const fs::path& file) const {
  const fs::path place = fs::absolute(file).lexically_normal();
  if (folder_.empty()) return "file://" + url_of(place.string());
  return url_of(place.lexically_relative(folder_).string());
}

void Gallery::add(const fs::path& file, const cv::Mat& picture, const Scores& scores) {
  pictures_.push_back({{"name", shown_name(file.string())},
                       {"href", link_to(file)},
                       {"width", picture.cols},
                       {"height", picture.rows},
                       {"scores", scores_json(scores)},
                       {"thumbnail", base64(small_jpeg(picture, thumbnail_side_, jpeg_quality))}});
}

void Gallery::add_fault(const std::string& text) {
  if (faults_.size() < most_faults) {
    faults_.emplace_back(shown_name(text));
  } else if (faults_.size() == most_faults) {
    faults_.emplace_back("and more");
  }
}

boost::json::array Gallery::named_pictures() const {
  std::string_view shared = pictures_.front().at("name").as_string();
  for (const auto& picture : pictures_) {
    const std::string_view name = picture.at("name").as_string();
    const auto [here, there] = std::mismatch(shared.begin(), shared.end(), name.begin(), name.end());
    shared = shared.substr(0, static_cast<std::size_t>(here - shared.begin()));
  }
  const std::size_t folder = shared.rfind('/') + 1;  // 0 where there is none
  boost::json::array named = pictures_;
  for (auto& picture : named) {
    auto& name = picture.at("name").as_string();
    name.erase(0, folder);
  }
  return named;
}

std::string Gallery::page() const {
  boost::json::object data;
  data["tasks"] = boost::json::value_from(card_.task_names());
  data["model"] = card_json(card_);
  data["pictures"] = named_pictures();
  data["faults"] = faults_;
  return page_text("gallery.html.in", title_, data);
}

}  // namespace aesthetic
