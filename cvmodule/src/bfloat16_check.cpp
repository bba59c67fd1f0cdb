// SPDX-License-Identifier: MIT
#include "bfloat16_check.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <opencv2/core.hpp>

#include "aesthetic/bfloat16.hpp"
#include "aesthetic/error.hpp"
#include "aesthetic/picture.hpp"
#include "calibration_pictures.hpp"

namespace aesthetic {
namespace {

// Where a model is made there is time; where one is loaded somebody waits.
constexpr int pictures_where_made = 128;
constexpr int pictures_where_loaded = 8;

[[noreturn]] void refuse(const std::string& why) {
  throw Error(ErrorKind::no_device, "device " + to_string(Device::cpu_onednn_bf16) + " is not taken: " + why);
}

std::vector<double> ranks(const std::vector<double>& values) {
  std::vector<double> found;
  for (const double value : values) {
    const auto lower = std::count_if(values.begin(), values.end(), [&](double v) { return v < value; });
    const auto equal = std::count(values.begin(), values.end(), value);
    found.push_back(static_cast<double>(lower) + (static_cast<double>(equal) - 1) / 2);
  }
  return found;
}

// The scores of pictures, task by task.
using Tasks = std::vector<std::vector<double>>;

void add_scores(Network& network, const cv::Mat& tensor, Tasks& tasks) {
  const auto values = network.run(tensor).front();
  tasks.resize(values.size());
  for (std::size_t task = 0; task < values.size(); ++task) tasks[task].push_back(values[task]);
}

}  // namespace

double rank_correlation(const std::vector<double>& a, const std::vector<double>& b) {
  auto x = ranks(a);
  auto y = ranks(b);
  const double mean = static_cast<double>(x.size() - 1) / 2;
  for (auto& rank : x) rank -= mean;
  for (auto& rank : y) rank -= mean;
  const auto product = [](const auto& p, const auto& q) {
    return std::inner_product(p.begin(), p.end(), q.begin(), 0.0);
  };
  const double variances = product(x, x) * product(y, y);
  if (variances == 0) return x == y ? 1 : 0;
  return product(x, y) / std::sqrt(variances);
}

Bfloat16Agreement compare_scores(Network& reference, Network& network, const ModelInput& input,
                                 const std::vector<cv::Mat>& pictures) {
  const int shape[] = {1, 3, input.size.height, input.size.width};
  cv::Mat tensor(4, shape, CV_32F);
  Tasks expected;
  Tasks found;
  for (const auto& picture : pictures) {
    to_planes(picture, input, tensor.ptr<float>());
    add_scores(reference, tensor, expected);
    add_scores(network, tensor, found);
  }
  Bfloat16Agreement agreement;
  agreement.pictures = static_cast<int>(pictures.size());
  for (std::size_t task = 0; task < expected.size(); ++task) {
    agreement.greatest_difference =
        std::max(agreement.greatest_difference, cv::norm(expected[task], found[task], cv::NORM_INF));
    agreement.least_srcc = std::min(agreement.least_srcc, rank_correlation(expected[task], found[task]));
  }
  return agreement;
}

void check_bfloat16(const Bfloat16Agreement& agreement) {
  const auto of_pictures = " (" + std::to_string(agreement.pictures) + " pictures)";
  if (agreement.greatest_difference > bfloat16_difference)
    refuse("a score differs by " + std::to_string(agreement.greatest_difference) + " from float32" +
           of_pictures);
  if (agreement.least_srcc < bfloat16_srcc)
    refuse("pictures come into another order than in float32, SRCC " + std::to_string(agreement.least_srcc) +
           of_pictures);
}

void check_bfloat16(Network& reference, Network& network, const ModelInput& input) {
  const auto agreement = [&] {
    try {
      return compare_scores(reference, network, input, calibration_pictures(input, pictures_where_loaded));
    } catch (const Error& fault) {
      refuse(fault.what());
    }
  }();
  check_bfloat16(agreement);
}

void check_worth(const Network& network) {
  if (network.multiply_adds() < bfloat16_worth) refuse("float32 takes less than about a millisecond");
}

std::optional<Bfloat16Agreement> measure_bfloat16(const std::filesystem::path& network,
                                                  const std::vector<cv::Mat>& pictures) {
  const Model model = read_model(network);
  for (const auto& picture : pictures) check_picture(picture, model.card.input);
  const auto devices = available_devices();
  if (std::find(devices.begin(), devices.end(), Device::cpu_onednn_bf16) == devices.end())
    return std::nullopt;
  Network bfloat16(model, Device::cpu_onednn_bf16, 1);
  if (bfloat16.device() != Device::cpu_onednn_bf16) return std::nullopt;
  Network float32(model, Device::cpu_onednn, 1);
  auto all = calibration_pictures(model.card.input, pictures_where_made);
  all.insert(all.end(), pictures.begin(), pictures.end());
  return compare_scores(float32, bfloat16, model.card.input, all);
}

}  // namespace aesthetic
