// SPDX-License-Identifier: MIT
//
// A network that OpenCV DNN runs on one device, always so many pictures at a time: a Net that is given
// another number of them plans itself anew, which takes from milliseconds to seconds.
//
//   const Model model = read_model("models/aesthetic-lite.onnx");
//   Network network(model, Device::cpu_onednn, 1);
//   std::vector<std::vector<float>> values = network.run(tensor);   // a value for each task
#pragma once

#include <filesystem>
#include <memory>
#include <opencv2/core/mat.hpp>
#include <opencv2/dnn.hpp>
#include <string>
#include <vector>

#include "aesthetic/device.hpp"
#include "aesthetic/model_card.hpp"
#include "settings.hpp"

namespace aesthetic {

// A network file and its card, checked against each other.
struct Model {
  std::filesystem::path file;
  ModelCard card;
};

// Throws Error: not_found, unreadable, bad_model.
Model read_model(const std::filesystem::path& network);

// For one thread at a time.
class Network {
 public:
  // Loads the network and runs it once. `device` is not `automatic`; at most `threads` share what oneDNN runs
  // (0: the cores that the process may use). Throws Error: bad_model, no_device where the device does not run
  // the network.
  // `observed`: where runs in float32 on oneDNN note the ranges of tensors.
  Network(const Model& model, Device device, int batch_size, int threads = 0,
          const std::shared_ptr<layers::Ranges>& observed = nullptr);

  // As asked for, but `cpu` instead of `cpu_onednn...` where oneDNN can run nothing of the network.
  Device device() const { return device_; }
  int batch_size() const { return batch_size_; }
  const std::string& task_name(std::size_t task) const { return names_[task]; }
  double multiply_adds() const;  // of one picture
  // Layers that the processor runs in the middle of a network on CUDA, as "name (type)".
  std::vector<std::string> layers_left_to_cpu() const;

  // `tensor`: float32, (N, 3, height, width), of any N. For each picture the values of all tasks in the
  // card's order, each in 0..1. Throws Error(failed), also when the network gives something else.
  std::vector<std::vector<float>> run(const cv::Mat& tensor);

 private:
  void read(const Model& model, int threads, const std::shared_ptr<layers::Ranges>& observed);
  void warm_up();
  void check_shapes() const;
  void forward(const cv::Mat& batch);
  std::vector<float> values_of(int picture) const;

  std::string file_;
  ModelCard card_;
  std::vector<std::string> names_;           // of the tasks
  std::vector<std::string> output_tensors_;  // the card's, in order
  Device device_;
  int batch_size_;
  cv::dnn::Net net_;
  cv::Mat batch_;                 // for pictures that do not fill a batch
  std::vector<cv::Mat> outputs_;  // one per output tensor
};

}  // namespace aesthetic
