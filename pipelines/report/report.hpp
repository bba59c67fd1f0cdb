// SPDX-License-Identifier: MIT
//
// report.html: one file, to be opened in a browser without a network, that shows what was found in a video:
// the chosen frames, the scores over time, their distribution and the model. Its size is bounded, however
// long the video is: about 5 MB at most for ten chosen frames, 10 MB for a hundred.
//
//   write_file("best-frames/report.html",
//              report_page({"bikes.mp4", read_card(card_path(model)), frames, chosen, pictures,
//                 {"best-1.jpg", "best-2.jpg"}, thumbnails.all(), ranking_of(frames, settings)}));
#pragma once

#include <opencv2/core/mat.hpp>
#include <string>
#include <vector>

#include "aesthetic/model_card.hpp"
#include "best/ranking.hpp"
#include "best/selection.hpp"
#include "report/thumbnails.hpp"

namespace aesthetic {

struct Report {
  std::string title;  // the video's name
  const ModelCard& card;
  const std::vector<ScoredFrame>& frames;    // all of the video, at least one of them fresh
  const std::vector<std::size_t>& chosen;    // positions in `frames`, best one first
  const std::vector<cv::Mat>& pictures;      // of the chosen frames, 8-bit BGR
  std::vector<std::string> picture_files;    // their files, seen from the report
  const std::vector<Thumbnail>& thumbnails;  // in order; may be empty
  const Ranking& ranking;
};

std::string report_page(const Report& report);

}  // namespace aesthetic
