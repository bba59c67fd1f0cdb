// SPDX-License-Identifier: MIT
#include "onednn_layer.hpp"

#include <algorithm>
#include <opencv2/dnn.hpp>
#include <opencv2/dnn/layer.details.hpp>
#include <opencv2/dnn/shape_utils.hpp>

#include "rewrite.hpp"

namespace aesthetic::layers {
namespace {

thread_local const std::vector<std::shared_ptr<Stretch>>* stretches_at_hand = nullptr;

Shape to_shape(const cv::dnn::MatShape& sizes) {
  return {sizes.begin(), sizes.end()};
}

std::vector<Shape> shapes_of(cv::InputArrayOfArrays& tensors) {
  std::vector<Shape> shapes;
  shapes.reserve(tensors.total());
  for (int i = 0; i < static_cast<int>(tensors.total()); ++i)
    shapes.push_back(to_shape(cv::dnn::shape(tensors.getMat(i))));
  return shapes;
}

// What `work` throws becomes the only kind of exception that OpenCV's callers expect.
template <class Work>
auto translated(const Work& work) {
  try {
    return work();
  } catch (const cv::Exception&) {
    throw;
  } catch (const std::exception& fault) {
    CV_Error(cv::Error::StsError, std::string("oneDNN: ") + fault.what());
  }
}

class OneDnnLayer : public cv::dnn::Layer {
 public:
  explicit OneDnnLayer(const cv::dnn::LayerParams& params) : Layer(params) {
    const auto index = static_cast<std::size_t>(params.get<int>(stretch_attribute, -1));
    if (stretches_at_hand == nullptr || index >= stretches_at_hand->size())
      CV_Error(cv::Error::StsBadArg, "a node of type " + type + " is not for files");
    stretch_ = stretches_at_hand->at(index);
  }

  static cv::Ptr<cv::dnn::Layer> create(cv::dnn::LayerParams& params) {
    return cv::makePtr<OneDnnLayer>(params);
  }

  bool getMemoryShapes(const std::vector<cv::dnn::MatShape>& inputs, int /*outputs*/,
                       std::vector<cv::dnn::MatShape>& outputs,
                       std::vector<cv::dnn::MatShape>& /*internals*/) const override {
    std::vector<Shape> shapes;
    shapes.reserve(inputs.size());
    for (const auto& input : inputs) shapes.push_back(to_shape(input));
    // While a network is read, whatever oneDNN refuses can still be left to OpenCV.
    const bool known = std::all_of(shapes.begin(), shapes.end(), is_known);
    if (stretches_at_hand != nullptr && known) translated([&] { stretch_->program(shapes); });
    outputs.clear();
    for (const auto& shape : translated([&] { return stretch_->output_shapes(shapes); }))
      outputs.emplace_back(shape.begin(), shape.end());
    return false;
  }

  void finalize(cv::InputArrayOfArrays inputs, cv::OutputArrayOfArrays /*outputs*/) override {
    program_ = translated([&] { return &stretch_->program(shapes_of(inputs)); });
  }

  void forward(cv::InputArrayOfArrays inputs, cv::OutputArrayOfArrays outputs,
               cv::OutputArrayOfArrays /*internals*/) override {
    translated([&] {
      for (int i = 0; i < static_cast<int>(inputs.total()); ++i)
        program_->set_input(static_cast<std::size_t>(i), inputs.getMat(i).data);
      for (int i = 0; i < static_cast<int>(outputs.total()); ++i)
        program_->set_output(static_cast<std::size_t>(i), outputs.getMat(i).data);
      stretch_->run();
    });
  }

  int64 getFLOPS(const std::vector<cv::dnn::MatShape>& inputs,
                 const std::vector<cv::dnn::MatShape>& /*outputs*/) const override {
    std::vector<Shape> shapes;
    shapes.reserve(inputs.size());
    for (const auto& input : inputs) shapes.push_back(to_shape(input));
    return static_cast<int64>(2 * translated([&] { return stretch_->multiply_adds(shapes); }));
  }

 private:
  std::shared_ptr<Stretch> stretch_;
  Program* program_ = nullptr;
};

}  // namespace

LayerSource::LayerSource(const std::vector<std::shared_ptr<Stretch>>& stretches)
    : before_(std::exchange(stretches_at_hand, &stretches)) {
  static const bool registered = [] {
    cv::dnn::LayerFactory::registerLayer(stretch_type, OneDnnLayer::create);
    return true;
  }();
  CV_Assert(registered);
}

LayerSource::~LayerSource() {
  stretches_at_hand = before_;
}

}  // namespace aesthetic::layers
