// SPDX-License-Identifier: MIT
//
// A photograph as video brings it: 8-bit YUV in video range with halved chroma. Converters round differently,
// so every call moves luma and chroma by up to one code value. A network trained on both gives a frame of a
// video the scores of the still.
//
//   cv::RNG random(7);
//   cv::Mat frame = as_video_frame(read_picture("holiday.jpg"), random);
#pragma once

#include <opencv2/core.hpp>

namespace aesthetic::training {

// `bgr` and the result: CV_8UC3 of the same size.
cv::Mat as_video_frame(const cv::Mat& bgr, cv::RNG& random);

}  // namespace aesthetic::training
