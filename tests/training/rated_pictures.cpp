// SPDX-License-Identifier: MIT
#include "rated_pictures.hpp"

#include <H5Cpp.h>

#include <fstream>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <random>
#include <vector>

namespace aesthetic::test {
namespace {

void write_picture(const std::filesystem::path& file, const cv::Mat& picture) {
  std::filesystem::create_directories(file.parent_path());
  cv::imwrite(file.string(), picture);
}

// A group as Keras writes a layer: kernel (height, width, in, out) and bias, named by the attribute.
void write_layer(const H5::H5File& file, const std::string& layer, int kernel, int in, int out,
                 std::mt19937& random) {
  H5::Group parent = file.openGroup("/");
  if (const auto slash = layer.find('/');
      slash != std::string::npos && !file.nameExists(layer.substr(0, slash)))
    file.createGroup(layer.substr(0, slash));
  const auto group = file.createGroup(layer);
  std::normal_distribution<float> normal(0, std::sqrt(2.0F / static_cast<float>(kernel * kernel * in)));
  const auto write = [&](const char* name, const std::vector<hsize_t>& shape) {
    std::size_t count = 1;
    for (const auto size : shape) count *= size;
    std::vector<float> values(count);
    for (auto& value : values) value = normal(random);
    const H5::DataSpace space(static_cast<int>(shape.size()), shape.data());
    group.createDataSet(name, H5::PredType::NATIVE_FLOAT, space)
        .write(values.data(), H5::PredType::NATIVE_FLOAT);
  };
  const auto side = static_cast<hsize_t>(kernel);
  write("w", {side, side, static_cast<hsize_t>(in), static_cast<hsize_t>(out)});
  write("b", {static_cast<hsize_t>(out)});
  const hsize_t two = 2;
  const H5::StrType type(H5::PredType::C_S1, 1);
  group.createAttribute("weight_names", type, H5::DataSpace(1, &two)).write(type, "wb");
}

void write_layer_names(const H5::H5File& file, const std::vector<std::string>& layers) {
  constexpr std::size_t length = 32;
  std::vector<char> names(layers.size() * length, '\0');
  for (std::size_t i = 0; i < layers.size(); ++i) layers[i].copy(names.data() + i * length, length - 1);
  const hsize_t count = layers.size();
  const H5::StrType type(H5::PredType::C_S1, length);
  file.openGroup("/")
      .createAttribute("layer_names", type, H5::DataSpace(1, &count))
      .write(type, names.data());
}

}  // namespace

void write_rated_pictures(const std::filesystem::path& data, int count) {
  std::mt19937 random(7);
  const auto folder = data / "drawn";
  std::filesystem::create_directories(folder / "images");
  std::ofstream labels(folder / "labels.csv");
  labels << "image,brightness,top\n";
  for (int i = 0; i < count; ++i) {
    const int brightness = static_cast<int>(random() % 180) + 20;
    const bool top = random() % 2 == 0;
    cv::Mat picture(48, 64, CV_8UC3, cv::Scalar::all(brightness));
    cv::Mat half = picture.rowRange(top ? 0 : 24, top ? 24 : 48);
    half += cv::Scalar::all(40);
    const auto name = "p" + std::to_string(i) + ".png";
    write_picture(folder / "images" / name, picture);
    labels << name << ',' << 1 + 6 * (brightness - 20) / 180.0 << ',' << (top ? 1 : 0) << '\n';
  }
}

void write_table(const std::filesystem::path& data, const std::string& name, const std::string& text) {
  write_picture(data / name / "images" / "a.png", cv::Mat(8, 8, CV_8UC3, cv::Scalar(10, 20, 30)));
  std::ofstream(data / name / "labels.csv") << text;
}

void write_random_squeezenet(const std::filesystem::path& path) {
  std::mt19937 random(3);
  const H5::H5File file(path.string(), H5F_ACC_TRUNC);
  std::vector<std::string> layers = {"conv1"};
  write_layer(file, "conv1", 3, 3, 64, random);
  const int squeeze[] = {16, 16, 32, 32, 48, 48, 64, 64};
  int in = 64;
  for (int i = 0; i < 8; ++i) {
    const auto fire = "fire" + std::to_string(i + 2) + "/";
    write_layer(file, fire + "squeeze1x1", 1, in, squeeze[i], random);
    write_layer(file, fire + "expand1x1", 1, squeeze[i], 4 * squeeze[i], random);
    write_layer(file, fire + "expand3x3", 3, squeeze[i], 4 * squeeze[i], random);
    for (const auto* part : {"squeeze1x1", "expand1x1", "expand3x3"}) layers.push_back(fire + part);
    in = 8 * squeeze[i];
  }
  write_layer_names(file, layers);
}

}  // namespace aesthetic::test
