// SPDX-License-Identifier: MIT
#include "aesthetic/quantize.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "aesthetic/bfloat16.hpp"
#include "aesthetic/error.hpp"
#include "aesthetic/picture.hpp"
#include "network.hpp"

namespace aesthetic {
namespace {

using Values = std::vector<std::vector<float>>;  // by picture and task

struct Difference {
  double greatest = 0;
  std::size_t task = 0;
};

cv::Mat tensor_of(const std::vector<cv::Mat>& pictures, const ModelInput& input) {
  const int shape[] = {static_cast<int>(pictures.size()), 3, input.size.height, input.size.width};
  cv::Mat tensor(4, shape, CV_32F);
  for (int n = 0; n < shape[0]; ++n)
    to_planes(pictures[static_cast<std::size_t>(n)], input, tensor.ptr<float>(n));
  return tensor;
}

// Holds int8 with some of the ranges against float32 on the same pictures.
class Comparison {
 public:
  Comparison(Model model, std::vector<TensorRange> ranges, Network& float32,
             const std::vector<cv::Mat>& pictures)
      : model_(std::move(model)),
        tensor_(tensor_of(pictures, model_.card.input)),
        expected_(float32.run(tensor_)) {
    model_.card.int8.emplace();
    model_.card.int8->ranges = std::move(ranges);
  }

  void use(const std::vector<TensorRange>& ranges) { model_.card.int8->ranges = ranges; }

  Difference run() const {
    Difference found;
    const auto values = Network(model_, Device::cpu_onednn_int8, 1).run(tensor_);
    for (std::size_t n = 0; n < values.size(); ++n)
      for (std::size_t task = 0; task < values[n].size(); ++task)
        if (const double by = std::abs(values[n][task] - expected_[n][task]); by > found.greatest)
          found = {by, task};
    return found;
  }

 private:
  Model model_;
  cv::Mat tensor_;
  Values expected_;
};

constexpr double margin = 0.75;  // of what may differ, for pictures that are not here

// The most tensors of 8 bits, those first that change scores least on their own, within the margin.
std::vector<TensorRange> leave_worst_out(Comparison& comparison, const std::vector<TensorRange>& ranges) {
  std::vector<std::pair<double, TensorRange>> by_harm;
  for (const auto& range : ranges) {
    comparison.use({range});
    by_harm.emplace_back(comparison.run().greatest, range);
  }
  std::stable_sort(by_harm.begin(), by_harm.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  const auto first = [&](std::size_t count) {
    std::vector<TensorRange> taken;
    for (std::size_t i = 0; i < count; ++i) taken.push_back(by_harm[i].second);
    return taken;
  };
  std::size_t good = 0;
  std::size_t bad = by_harm.size();
  while (bad - good > 1) {
    const auto middle = (good + bad) / 2;
    comparison.use(first(middle));
    (comparison.run().greatest <= margin * int8_difference ? good : bad) = middle;
  }
  return first(good);
}

std::vector<TensorRange> observe(const Model& model, const std::vector<cv::Mat>& pictures) {
  const auto observed = std::make_shared<layers::Ranges>();
  Network network(model, Device::cpu_onednn, 1, 0, observed);
  observed->clear();  // of the grey picture that it was loaded with
  network.run(tensor_of(pictures, model.card.input));
  std::vector<TensorRange> ranges;
  for (const auto& [tensor, range] : *observed) ranges.push_back({tensor, range.lowest, range.highest});
  std::sort(ranges.begin(), ranges.end(), [](const auto& a, const auto& b) { return a.tensor < b.tensor; });
  return ranges;
}

}  // namespace

ModelCard quantize(const std::filesystem::path& network, const std::vector<cv::Mat>& pictures) {
  resolve(Device::cpu_onednn_int8);
  const Model model = read_model(network);
  if (pictures.size() < least_pictures)
    throw Error(ErrorKind::bad_picture, "quantizing needs at least " + std::to_string(least_pictures) +
                                            " pictures, found " + std::to_string(pictures.size()));
  std::vector<cv::Mat> seen;
  std::vector<cv::Mat> held_out;
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    check_picture(pictures[i], model.card.input);
    (i % 4 == 3 ? held_out : seen).push_back(pictures[i]);
  }
  auto ranges = observe(model, seen);
  if (ranges.empty())
    throw Error(ErrorKind::failed, network.string() + ": oneDNN runs nothing of the network");
  Network float32(model, Device::cpu_onednn, 1);
  Comparison on_seen(model, ranges, float32, seen);
  if (on_seen.run().greatest > margin * int8_difference) {
    constexpr std::size_t enough = 8;
    Comparison on_some(
        model, ranges, float32,
        {seen.begin(), seen.begin() + static_cast<std::ptrdiff_t>(std::min(enough, seen.size()))});
    ranges = leave_worst_out(on_some, ranges);
  }
  const auto difference = Comparison(model, ranges, float32, held_out).run();
  if (difference.greatest > int8_difference)
    throw Error(ErrorKind::failed, network.string() + ": in int8 " + float32.task_name(difference.task) +
                                       " of a picture differs by " + std::to_string(difference.greatest) +
                                       " from float32, " + std::to_string(int8_difference) + " is allowed");
  if (ranges.empty())
    throw Error(ErrorKind::failed,
                network.string() + ": int8 changes the scores too much wherever it is used");
  ModelCard card = model.card;
  card.int8 = Int8Calibration{static_cast<int>(seen.size()), static_cast<int>(held_out.size()),
                              difference.greatest, ranges};
  card.bfloat16 = measure_bfloat16(network, pictures);
  return card;
}

}  // namespace aesthetic
