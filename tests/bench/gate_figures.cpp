// SPDX-License-Identifier: MIT
//
// What PictureGate measures on photographs and on spoilt copies of them: percentiles of each figure, and how
// many the default limits refuse.
//
//   build/release/bin/gate_figures ../shared/data/biq2021/images ../shared/data/oasis_beauty/images
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <string>
#include <vector>

#include "picture_gate.hpp"

namespace aesthetic {
namespace {

struct Spoiling {
  const char* name;
  std::function<cv::Mat(const cv::Mat&)> spoil;
};

cv::Mat with_gain(const cv::Mat& gray, double gain) {
  cv::Mat result;
  gray.convertTo(result, CV_8U, gain);
  return result;
}

cv::Mat with_noise(const cv::Mat& gray, double deviation) {
  cv::Mat noise(gray.size(), CV_16S);
  cv::randn(noise, 0, deviation);
  cv::Mat result;
  cv::add(gray, noise, result, cv::noArray(), CV_8U);
  return result;
}

cv::Mat out_of_focus(const cv::Mat& gray, double sigma) {
  cv::Mat result;
  cv::GaussianBlur(gray, result, {}, sigma);
  return result;
}

cv::Mat moved(const cv::Mat& gray, int pixels) {
  cv::Mat result;
  cv::blur(gray, result, {pixels, 1});
  return result;
}

std::vector<Spoiling> spoilings() {
  return {{"as it is", [](const cv::Mat& gray) { return gray; }},
          {"a third of the light", [](const cv::Mat& gray) { return with_gain(gray, 1.0 / 3); }},
          {"a tenth of the light", [](const cv::Mat& gray) { return with_gain(gray, 0.1); }},
          {"a tenth, noise 2", [](const cv::Mat& gray) { return with_noise(with_gain(gray, 0.1), 2); }},
          {"1/50 of the light, noise 2",
           [](const cv::Mat& gray) { return with_noise(with_gain(gray, 0.02), 2); }},
          {"black, noise 3", [](const cv::Mat& gray) { return with_noise(with_gain(gray, 0), 3); }},
          {"grey, noise 1", [](const cv::Mat& gray) { return with_noise(with_gain(gray, 0) + 128, 1); }},
          {"gaussian 1", [](const cv::Mat& gray) { return out_of_focus(gray, 1); }},
          {"gaussian 2", [](const cv::Mat& gray) { return out_of_focus(gray, 2); }},
          {"gaussian 3", [](const cv::Mat& gray) { return out_of_focus(gray, 3); }},
          {"gaussian 4", [](const cv::Mat& gray) { return out_of_focus(gray, 4); }},
          {"gaussian 4, third of light",
           [](const cv::Mat& gray) { return out_of_focus(with_gain(gray, 1.0 / 3), 4); }},
          {"moved 9", [](const cv::Mat& gray) { return moved(gray, 9); }},
          {"moved 15", [](const cv::Mat& gray) { return moved(gray, 15); }}};
}

std::vector<cv::Mat> photographs(int count, char** folders) {
  constexpr std::size_t most = 1000;  // a folder
  std::vector<cv::Mat> result;
  for (int i = 0; i < count; ++i) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folders[i])) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    files.resize(std::min(files.size(), most));
    for (const auto& file : files) {
      cv::Mat gray = cv::imread(file.string(), cv::IMREAD_GRAYSCALE);
      if (!gray.empty()) result.push_back(std::move(gray));
    }
  }
  return result;
}

std::string percentiles(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  std::string text;
  for (const double share : {0.0, 0.01, 0.5, 0.99, 1.0}) {
    char number[16];
    std::snprintf(number, sizeof number, " %.3f",
                  values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))]);
    text += number;
  }
  return text;
}

void report(const Spoiling& spoiling, const std::vector<cv::Mat>& pictures) {
  std::vector<double> light;
  std::vector<double> contrast;
  std::vector<double> blur;
  int refused[4] = {};
  for (const cv::Mat& picture : pictures) {
    const PictureFigures figures = measure(spoiling.spoil(picture));
    light.push_back(figures.light);
    contrast.push_back(figures.contrast);
    blur.push_back(figures.blur);
    ++refused[static_cast<int>(judge(figures, {}))];
  }
  const double percent = 100.0 / static_cast<double>(pictures.size());
  std::printf("%-27s|%s |%s |%s | %5.1f %5.1f %5.1f\n", spoiling.name, percentiles(light).c_str(),
              percentiles(contrast).c_str(), percentiles(blur).c_str(), refused[1] * percent,
              refused[2] * percent, refused[3] * percent);
}

}  // namespace
}  // namespace aesthetic

int main(int argc, char** argv) {
  const auto pictures = aesthetic::photographs(argc - 1, argv + 1);
  if (pictures.empty()) {
    std::fprintf(stderr, "gate_figures: name folders with photographs\n");
    return 2;
  }
  std::printf(
      "%zu photographs; least, 1 %%, median, 99 %%, most\n%-27s| %-29s | %-29s | %-29s | refused %%\n",
      pictures.size(), "", "light", "contrast", "blur");
  for (const auto& spoiling : aesthetic::spoilings()) aesthetic::report(spoiling, pictures);
}
