// SPDX-License-Identifier: MIT
//
// One picture that shows what was found in a video: the chosen frames with what they are ranked by and their
// scores, and below them what they are ranked by over time with the chosen moments marked.
//
//   cv::imwrite("contact-sheet.jpg", contact_sheet({"bikes.mp4", frames, chosen, pictures, "aesthetic-lite",
//                                                   ranking_of(frames, settings)}));
#pragma once

#include <cstddef>
#include <opencv2/core/mat.hpp>
#include <string>
#include <vector>

#include "best/ranking.hpp"
#include "best/selection.hpp"

namespace aesthetic {

struct ContactSheet {
  std::string title;
  const std::vector<ScoredFrame>& frames;  // all of the video, at least one
  const std::vector<std::size_t>& chosen;  // positions in `frames`, best one first, at least one
  const std::vector<cv::Mat>& pictures;    // of the chosen frames, 8-bit BGR; the first one sets the layout
  std::string model;
  const Ranking& ranking;
};

cv::Mat contact_sheet(const ContactSheet& sheet);

}  // namespace aesthetic
