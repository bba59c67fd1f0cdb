// SPDX-License-Identifier: MIT
//
// A page that shows scored pictures: small in the page itself, large from their files. Any task sorts them;
// names and a least score filter them.
//
//   Gallery gallery("holiday", read_card(card_path(model)), files.size(), "holiday.html");
//   gallery.add("holiday/1.jpg", picture, scores);
//   std::cout << gallery.page();
//
// The thumbnails of up to 1,000 pictures have 240 pixels, about 13 KB each in the page; of more pictures they
// are smaller, so that the page hardly grows, until from 6,250 pictures on they have 96 pixels, about 3 KB.
#pragma once

#include <boost/json.hpp>
#include <cstddef>
#include <filesystem>
#include <opencv2/core/mat.hpp>
#include <string>

#include "aesthetic/model_card.hpp"
#include "aesthetic/scores.hpp"

namespace aesthetic {

class Gallery {
 public:
  // About `expected` pictures will come. `page_file` is where the page will lie, so that it finds the
  // pictures when both are moved; empty where that is not known: the page then names their places on this
  // machine.
  Gallery(std::string title, const ModelCard& card, std::size_t expected,
          const std::filesystem::path& page_file);

  // `picture`: of that file, upright, 8-bit BGR.
  void add(const std::filesystem::path& file, const cv::Mat& picture, const Scores& scores);

  // A file that could not be scored, with the reason, for people.
  void add_fault(const std::string& text);

  bool empty() const { return pictures_.empty(); }

  // The whole page. The pictures' names are seen from the folder that all of them are in or below.
  std::string page() const;

 private:
  boost::json::array named_pictures() const;
  std::string link_to(const std::filesystem::path& file) const;

  std::string title_;
  const ModelCard& card_;
  int thumbnail_side_;
  std::filesystem::path folder_;  // of the page; empty where not known
  boost::json::array pictures_;   // in the order they came
  boost::json::array faults_;
};

}  // namespace aesthetic
