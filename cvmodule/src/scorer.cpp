// SPDX-License-Identifier: MIT
#include "aesthetic/scorer.hpp"

#include <cmath>
#include <opencv2/core/utils/logger.hpp>
#include <opencv2/dnn.hpp>
#include <string>
#include <utility>

#include "aesthetic/error.hpp"
#include "aesthetic/file.hpp"
#include "aesthetic/picture.hpp"
#include "declared_input.hpp"
#include "onednn_network.hpp"

namespace aesthetic {
namespace {

// OpenCV logs what it also throws; the thrown text is enough. (The level is the process's.)
class QuietOpenCv {
 public:
  QuietOpenCv() : level_(cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT)) {}
  ~QuietOpenCv() { cv::utils::logging::setLogLevel(level_); }
  QuietOpenCv(const QuietOpenCv&) = delete;
  QuietOpenCv& operator=(const QuietOpenCv&) = delete;

 private:
  cv::utils::logging::LogLevel level_;
};

// The first line of what OpenCV says.
std::string short_text(const cv::Exception& fault) {
  return fault.err.substr(0, fault.err.find('\n'));
}

std::vector<unsigned char> checked_network(const std::filesystem::path& file, const ModelCard& card) {
  auto bytes = read_file(file);
  if (bytes.empty()) throw Error(ErrorKind::bad_model, file.string() + ": is empty");
  if (card.network_file != file.filename().string())
    throw Error(ErrorKind::bad_model, card_path(file).string() + ": network_file: expected " +
                                          file.filename().string() + ", found " + card.network_file);
  if (sha256(bytes) != card.network_sha256)
    throw Error(ErrorKind::bad_model, file.string() + ": its SHA-256 differs from network_sha256 in " +
                                          card_path(file).filename().string());
  check_declared_input(bytes, file, card.input);
  return bytes;
}

ModelCard card_beside(const std::filesystem::path& network) {
  std::error_code fault;
  if (!std::filesystem::exists(network, fault))
    throw Error(ErrorKind::not_found, network.string() + ": no such file");
  const auto file = card_path(network);
  if (!std::filesystem::exists(file, fault))
    throw Error(ErrorKind::not_found, file.string() + ": no such file; every network needs its model card");
  return read_card(file);
}

// `device` becomes `cpu` when oneDNN can run nothing of the network.
cv::dnn::Net load_network(const std::filesystem::path& file, const ModelCard& card, Device& device) {
  const auto bytes = checked_network(file, card);
  cv::dnn::Net net;
  try {
    if (device == Device::cpu_onednn) {
      auto [read, uses_onednn] = layers::read_onednn_network(bytes);
      net = read;
      if (!uses_onednn) device = Device::cpu;
    } else {
      net = cv::dnn::readNetFromONNX(bytes);
    }
  } catch (const cv::Exception& fault) {
    throw Error(ErrorKind::bad_model,
                file.string() + ": is not an ONNX network that OpenCV can run: " + short_text(fault));
  }
  if (net.empty()) throw Error(ErrorKind::bad_model, file.string() + ": holds no network");
  if (device == Device::cuda || device == Device::cuda_fp16) {
    net.setPreferableBackend(cv::dnn::DNN_BACKEND_CUDA);
    net.setPreferableTarget(device == Device::cuda ? cv::dnn::DNN_TARGET_CUDA
                                                   : cv::dnn::DNN_TARGET_CUDA_FP16);
  } else {
    net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
    net.setPreferableTarget(cv::dnn::DNN_TARGET_CPU);
  }
  return net;
}

}  // namespace

struct Scorer::State {
  std::filesystem::path file;
  ModelCard card;
  std::shared_ptr<const Scores::Names> names;
  std::vector<std::string> output_tensors;
  Device requested = Device::automatic;
  Device active = Device::cpu;
  cv::dnn::Net net;
  cv::Mat tensor;                // input of the last score(), reused
  std::vector<cv::Mat> outputs;  // one per output tensor

  void warm_up();
  void forward(const cv::Mat& input);
  std::vector<Scores> read_outputs(int pictures) const;
};

void Scorer::State::forward(const cv::Mat& input) {
  try {
    net.setInput(input, card.input.tensor);
    net.forward(outputs, output_tensors);
  } catch (const cv::Exception& fault) {
    throw Error(ErrorKind::failed, file.string() + ": the network did not run: " + short_text(fault));
  }
}

// Runs the network once on a grey picture and holds its shapes against the card.
void Scorer::State::warm_up() {
  const int shape[] = {1, 3, card.input.size.height, card.input.size.width};
  tensor.create(4, shape, CV_32F);
  tensor.setTo(0);
  const std::string card_name = card_path(file).string();
  try {
    const QuietOpenCv quiet;
    net.setInput(tensor, card.input.tensor);
    net.forward(outputs, output_tensors);
  } catch (const cv::Exception& fault) {
    throw Error(ErrorKind::bad_model, card_name + ": input or outputs do not fit the network " +
                                          file.filename().string() + ": " + short_text(fault));
  }
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    const auto expected = card.outputs[i].tasks.size();
    if (outputs[i].total() != expected)
      throw Error(ErrorKind::bad_model, card_name + ": outputs[" + std::to_string(i) + "].tasks: expected " +
                                            std::to_string(outputs[i].total()) +
                                            " as the network gives, found " + std::to_string(expected));
  }
  read_outputs(1);
}

std::vector<Scores> Scorer::State::read_outputs(int pictures) const {
  std::vector<Scores> all;
  all.reserve(static_cast<std::size_t>(pictures));
  for (int n = 0; n < pictures; ++n) {
    std::vector<float> values;
    values.reserve(names->size());
    for (std::size_t i = 0; i < outputs.size(); ++i) {
      const auto count = card.outputs[i].tasks.size();
      const auto* first = outputs[i].ptr<float>() + static_cast<std::size_t>(n) * count;
      values.insert(values.end(), first, first + count);
    }
    for (std::size_t task = 0; task < values.size(); ++task)
      if (!(values[task] >= 0 && values[task] <= 1))
        throw Error(ErrorKind::failed, file.string() + ": the network gave " + std::to_string(values[task]) +
                                           " for " + names->at(task) + ", expected 0..1");
    all.emplace_back(names, std::move(values));
  }
  return all;
}

Scorer::Scorer(const std::filesystem::path& network, Device device) : state_(std::make_unique<State>()) {
  state_->file = network;
  state_->card = card_beside(network);
  state_->names = std::make_shared<const Scores::Names>(state_->card.task_names());
  for (const auto& output : state_->card.outputs) state_->output_tensors.push_back(output.tensor);
  state_->requested = device;
  state_->active = resolve(device);
  {
    const QuietOpenCv quiet;
    state_->net = load_network(network, state_->card, state_->active);
  }
  state_->warm_up();
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
  return state_->active;
}

std::vector<Scores> Scorer::score(const std::vector<cv::Mat>& pictures) {
  const auto& input = state_->card.input;
  for (const auto& picture : pictures)
    if (picture.size() != input.size || picture.type() != CV_8UC3)
      throw Error(ErrorKind::bad_picture, "a picture for the network must be 8-bit, 3 channels, " +
                                              std::to_string(input.size.width) + "x" +
                                              std::to_string(input.size.height) + " pixels");
  if (pictures.empty()) return {};
  const int shape[] = {static_cast<int>(pictures.size()), 3, input.size.height, input.size.width};
  state_->tensor.create(4, shape, CV_32F);
  for (int n = 0; n < shape[0]; ++n)
    to_planes(pictures[static_cast<std::size_t>(n)], input, state_->tensor.ptr<float>(n));
  state_->forward(state_->tensor);
  return state_->read_outputs(shape[0]);
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
  state_->forward(tensor);
  return state_->read_outputs(tensor.size[0]);
}

}  // namespace aesthetic
