// SPDX-License-Identifier: MIT
#include "report/small_jpeg.hpp"

#include <algorithm>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "reading/gst.hpp"

namespace aesthetic {

cv::Size size_within(cv::Size size, int longest) {
  const double scale = std::min(1.0, static_cast<double>(longest) / std::max(size.width, size.height));
  return {std::max(1, cvRound(size.width * scale)), std::max(1, cvRound(size.height * scale))};
}

std::string small_jpeg(const cv::Mat& picture, int longest, int quality) {
  const cv::Size size = size_within(picture.size(), longest);
  cv::Mat small = picture;
  if (size != picture.size()) cv::resize(picture, small, size, 0, 0, cv::INTER_AREA);
  std::vector<unsigned char> bytes;
  cv::imencode(".jpg", small, bytes, {cv::IMWRITE_JPEG_QUALITY, quality});
  return {bytes.begin(), bytes.end()};
}

std::string base64(const std::string& bytes) {
  const gst::Ptr<gchar> text(g_base64_encode(reinterpret_cast<const guchar*>(bytes.data()), bytes.size()));
  return text.get();
}

}  // namespace aesthetic
