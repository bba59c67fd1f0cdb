// SPDX-License-Identifier: MIT
#include "network.hpp"

#include <algorithm>
#include <array>
#include <opencv2/core/utils/logger.hpp>
#include <utility>

#include "aesthetic/error.hpp"
#include "aesthetic/file.hpp"
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

// The file as its card knows it.
std::vector<unsigned char> network_bytes(const std::filesystem::path& file, const ModelCard& card) {
  auto bytes = read_file(file);
  if (bytes.empty()) throw Error(ErrorKind::bad_model, file.string() + ": is empty");
  if (card.network_file != file.filename().string())
    throw Error(ErrorKind::bad_model, card_path(file).string() + ": network_file: expected " +
                                          file.filename().string() + ", found " + card.network_file);
  if (sha256(bytes) != card.network_sha256)
    throw Error(ErrorKind::bad_model, file.string() + ": its SHA-256 differs from network_sha256 in " +
                                          card_path(file).filename().string());
  return bytes;
}

cv::Mat pictures_of(const cv::Mat& tensor, int first, int end) {
  const std::array<cv::Range, 4> ranges = {cv::Range(first, end), cv::Range::all(), cv::Range::all(),
                                           cv::Range::all()};
  return tensor(ranges.data());
}

bool is_cuda(Device device) {
  return device == Device::cuda || device == Device::cuda_fp16;
}

bool is_onednn(Device device) {
  return device == Device::cpu_onednn || device == Device::cpu_onednn_bf16 ||
         device == Device::cpu_onednn_int8;
}

layers::Precision precision_of(Device device) {
  if (device == Device::cpu_onednn_bf16) return layers::Precision::bfloat16;
  return device == Device::cpu_onednn_int8 ? layers::Precision::int8 : layers::Precision::float32;
}

std::shared_ptr<const layers::Ranges> ranges_of(const ModelCard& card) {
  if (!card.int8) return nullptr;
  auto ranges = std::make_shared<layers::Ranges>();
  for (const auto& [tensor, lowest, highest] : card.int8->ranges)
    (*ranges)[tensor] = {static_cast<float>(lowest), static_cast<float>(highest)};
  return ranges;
}

}  // namespace

Model read_model(const std::filesystem::path& network) {
  std::error_code fault;
  if (!std::filesystem::exists(network, fault))
    throw Error(ErrorKind::not_found, network.string() + ": no such file");
  const auto card_file = card_path(network);
  if (!std::filesystem::exists(card_file, fault))
    throw Error(ErrorKind::not_found,
                card_file.string() + ": no such file; every network needs its model card");
  Model model = {network, read_card(card_file)};
  check_declared_input(network_bytes(network, model.card), network, model.card.input);
  return model;
}

Network::Network(const Model& model, Device device, int batch_size, int threads,
                 const std::shared_ptr<layers::Ranges>& observed)
    : file_(model.file.string()),
      card_(model.card),
      names_(card_.task_names()),
      device_(device),
      batch_size_(batch_size) {
  for (const auto& output : card_.outputs) output_tensors_.push_back(output.tensor);
  if (device == Device::cpu_onednn_int8 && !card_.int8)
    throw Error(ErrorKind::no_device, "device " + to_string(device) +
                                          " cannot be used: " + card_path(model.file).string() +
                                          " has no int8; 'aesthetic quantize' makes a model that has");
  const QuietOpenCv quiet;
  read(model, threads, observed);
  warm_up();
}

void Network::read(const Model& model, int threads, const std::shared_ptr<layers::Ranges>& observed) {
  const auto bytes = [&] { return network_bytes(model.file, model.card); };
  try {
    if (is_onednn(device_)) {
      auto [net, uses_onednn] = layers::read_onednn_network(
          bytes, {precision_of(device_), threads, ranges_of(model.card), observed});
      net_ = net;
      if (!uses_onednn) device_ = Device::cpu;
    } else {
      net_ = cv::dnn::readNetFromONNX(bytes());
    }
  } catch (const cv::Exception& fault) {
    throw Error(ErrorKind::bad_model,
                file_ + ": is not an ONNX network that OpenCV can run: " + short_text(fault));
  }
  if (net_.empty()) throw Error(ErrorKind::bad_model, file_ + ": holds no network");
  net_.setPreferableBackend(is_cuda(device_) ? cv::dnn::DNN_BACKEND_CUDA : cv::dnn::DNN_BACKEND_OPENCV);
  net_.setPreferableTarget(device_ == Device::cuda        ? cv::dnn::DNN_TARGET_CUDA
                           : device_ == Device::cuda_fp16 ? cv::dnn::DNN_TARGET_CUDA_FP16
                                                          : cv::dnn::DNN_TARGET_CPU);
}

// Runs the network once on a grey picture and holds its shapes against the card.
void Network::warm_up() {
  const int shape[] = {batch_size_, 3, card_.input.size.height, card_.input.size.width};
  batch_.create(4, shape, CV_32F);
  batch_.setTo(0);
  try {
    net_.setInput(batch_, card_.input.tensor);
    net_.forward(outputs_, output_tensors_);
  } catch (const cv::Exception& fault) {
    if (is_cuda(device_))
      throw Error(ErrorKind::no_device, file_ + ": device " + to_string(device_) +
                                            " did not run the network: " + short_text(fault));
    throw Error(ErrorKind::bad_model, card_path(file_).string() +
                                          ": input or outputs do not fit the network " + card_.network_file +
                                          ": " + short_text(fault));
  }
  check_shapes();
  values_of(0);
}

void Network::check_shapes() const {
  for (std::size_t i = 0; i < outputs_.size(); ++i) {
    const auto expected = card_.outputs[i].tasks.size();
    const auto found = outputs_[i].total() / static_cast<std::size_t>(batch_size_);
    if (found != expected || outputs_[i].total() % static_cast<std::size_t>(batch_size_) != 0)
      throw Error(ErrorKind::bad_model, card_path(file_).string() + ": outputs[" + std::to_string(i) +
                                            "].tasks: expected " + std::to_string(found) +
                                            " as the network gives, found " + std::to_string(expected));
  }
}

// On CUDA setInput() copies into memory of the Net that OpenCV has page-locked (cudaHostRegister in its
// dnn/src/op_cuda.hpp), so a page-locked `batch` would gain nothing.
void Network::forward(const cv::Mat& batch) {
  try {
    net_.setInput(batch, card_.input.tensor);
    net_.forward(outputs_, output_tensors_);
  } catch (const cv::Exception& fault) {
    throw Error(ErrorKind::failed, file_ + ": the network did not run: " + short_text(fault));
  }
}

std::vector<float> Network::values_of(int picture) const {
  std::vector<float> values;
  values.reserve(names_.size());
  for (std::size_t i = 0; i < outputs_.size(); ++i) {
    const auto count = card_.outputs[i].tasks.size();
    const auto* first = outputs_[i].ptr<float>() + static_cast<std::size_t>(picture) * count;
    values.insert(values.end(), first, first + count);
  }
  for (std::size_t task = 0; task < values.size(); ++task)
    if (!(values[task] >= 0 && values[task] <= 1))
      throw Error(ErrorKind::failed, file_ + ": the network gave " + std::to_string(values[task]) + " for " +
                                         names_[task] + ", expected 0..1");
  return values;
}

std::vector<std::vector<float>> Network::run(const cv::Mat& tensor) {
  const int pictures = tensor.size[0];
  std::vector<std::vector<float>> all;
  all.reserve(static_cast<std::size_t>(pictures));
  for (int first = 0; first < pictures; first += batch_size_) {
    const int count = std::min(batch_size_, pictures - first);
    if (count == pictures && count == batch_size_) {
      forward(tensor);
    } else if (count == batch_size_) {
      forward(pictures_of(tensor, first, first + count));
    } else {
      pictures_of(tensor, first, first + count).copyTo(pictures_of(batch_, 0, count));
      forward(batch_);
    }
    for (int n = 0; n < count; ++n) all.push_back(values_of(n));
  }
  return all;
}

double Network::multiply_adds() const {
  const auto& size = card_.input.size;
  return static_cast<double>(net_.getFLOPS(cv::dnn::MatShape{1, 3, size.height, size.width})) / 2;
}

std::vector<std::string> Network::layers_left_to_cpu() const {
  std::vector<std::string> left;
  if (!is_cuda(device_)) return left;
  for (const auto& name : net_.getLayerNames()) {
    const auto layer = net_.getLayer(net_.getLayerId(name));
    if (!layer->supportBackend(cv::dnn::DNN_BACKEND_CUDA)) left.push_back(name + " (" + layer->type + ")");
  }
  return left;
}

}  // namespace aesthetic
