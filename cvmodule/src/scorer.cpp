// SPDX-License-Identifier: MIT
#include "aesthetic/scorer.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "aesthetic/error.hpp"
#include "aesthetic/picture.hpp"
#include "bfloat16_check.hpp"
#include "device_check.hpp"
#include "network.hpp"

namespace aesthetic {
namespace {

bool is_cuda(Device device) {
  return device == Device::cuda || device == Device::cuda_fp16;
}

// On a processor a batch takes as long as its pictures one by one (oneDNN, OpenCV 4.6); a GPU is idle for
// most of the time of one picture.
int default_batch_size(Device device) {
  return is_cuda(device) ? 16 : 1;
}

// Loads a model on one device after the other.
class Loader {
 public:
  Loader(const Model& model, Device asked, int batch_size, int threads)
      : model_(model), asked_(asked), batch_size_(batch_size), threads_(threads) {}

  // What a GPU computes is held against OpenCV's own layers, bfloat16 that nobody asked for against float32,
  // unless the card tells what came of that.
  Network load(Device device) {
    if (device == Device::cpu_onednn && float32_) return *std::move(float32_);
    const bool unasked = device == Device::cpu_onednn_bf16 && asked_ == Device::automatic;
    if (unasked && model_.card.bfloat16) check_bfloat16(*model_.card.bfloat16);
    Network network = load_unchecked(device);
    if (is_cuda(device)) {
      Network reference(model_, Device::cpu, 1);
      check_against(reference, network, model_.card.input, greatest_difference(device));
    }
    if (unasked && network.device() == device) {
      check_worth(network);
      if (!model_.card.bfloat16) {
        float32_.emplace(load_unchecked(Device::cpu_onednn));
        check_bfloat16(*float32_, network, model_.card.input);
      }
    }
    return network;
  }

 private:
  Network load_unchecked(Device device) const {
    return {model_, device, batch_size_ > 0 ? batch_size_ : default_batch_size(device), threads_};
  }

  const Model& model_;
  Device asked_;
  int batch_size_;
  int threads_;
  std::optional<Network> float32_;  // what bfloat16 was held against
};

}  // namespace

struct Scorer::State {
  State(const ModelCard& of, Device asked, std::vector<std::string> said, Network loaded)
      : card(of),
        names(std::make_shared<const Scores::Names>(of.task_names())),
        requested(asked),
        remarks(std::move(said)),
        network(std::move(loaded)) {}

  ModelCard card;
  std::shared_ptr<const Scores::Names> names;
  Device requested;
  std::vector<std::string> remarks;
  Network network;
  cv::Mat tensor;  // input of the last score(), reused
};

Scorer::Scorer(const std::filesystem::path& network, Device device, int batch_size, int threads) {
  const Model model = read_model(network);
  std::vector<std::string> remarks;
  Loader loader(model, device, batch_size, threads);
  Network loaded = load_on_first(
      resolve(device), [&](Device candidate) { return loader.load(candidate); }, remarks);
  for (const auto& layer : loaded.layers_left_to_cpu())
    remarks.push_back("OpenCV has no CUDA for layer " + layer + "; the processor runs it");
  state_ = std::make_unique<State>(model.card, device, std::move(remarks), std::move(loaded));
}

Scorer::~Scorer() = default;
Scorer::Scorer(Scorer&&) noexcept = default;
Scorer& Scorer::operator=(Scorer&&) noexcept = default;

const ModelCard& Scorer::card() const noexcept {
  return state_->card;
}
Device Scorer::requested_device() const noexcept {
  return state_->requested;
}
Device Scorer::active_device() const noexcept {
  return state_->network.device();
}
const std::vector<std::string>& Scorer::remarks() const noexcept {
  return state_->remarks;
}
int Scorer::batch_size() const noexcept {
  return state_->network.batch_size();
}

std::vector<Scores> Scorer::score(const std::vector<cv::Mat>& pictures) {
  const auto& input = state_->card.input;
  for (const auto& picture : pictures) check_picture(picture, input);
  if (pictures.empty()) return {};
  const int shape[] = {static_cast<int>(pictures.size()), 3, input.size.height, input.size.width};
  state_->tensor.create(4, shape, CV_32F);
  for (int n = 0; n < shape[0]; ++n)
    to_planes(pictures[static_cast<std::size_t>(n)], input, state_->tensor.ptr<float>(n));
  return score_tensor(state_->tensor);
}

Scores Scorer::score(const cv::Mat& picture) {
  return score(std::vector<cv::Mat>{picture}).front();
}

std::vector<Scores> Scorer::score_tensor(const cv::Mat& tensor) {
  const auto& size = state_->card.input.size;
  if (tensor.dims != 4 || tensor.type() != CV_32F || tensor.size[0] < 1 || tensor.size[1] != 3 ||
      tensor.size[2] != size.height || tensor.size[3] != size.width)
    throw Error(ErrorKind::bad_picture, "an input tensor must be float32 of shape (N, 3, " +
                                            std::to_string(size.height) + ", " + std::to_string(size.width) +
                                            ")");
  std::vector<Scores> all;
  all.reserve(static_cast<std::size_t>(tensor.size[0]));
  for (auto& values : state_->network.run(tensor)) all.emplace_back(state_->names, std::move(values));
  return all;
}

}  // namespace aesthetic
