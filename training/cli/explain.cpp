// SPDX-License-Identifier: MIT
#include <algorithm>
#include <boost/program_options.hpp>
#include <opencv2/imgcodecs.hpp>
#include <ostream>

#include "aesthetic/error.hpp"
#include "aesthetic/file.hpp"
#include "aesthetic/picture.hpp"
#include "cli/command_line.hpp"
#include "explain/grad_cam.hpp"
#include "report/checkpoint.hpp"

namespace aesthetic::training {

namespace po = boost::program_options;

namespace {

std::int64_t place_of(const TrainingRecord& record, const std::string& task) {
  std::string known;
  for (std::size_t i = 0; i < record.tasks.size(); ++i) {
    if (record.tasks[i].task == task) return static_cast<std::int64_t>(i);
    known += (i > 0 ? ", " : "") + record.tasks[i].task;
  }
  throw Error(ErrorKind::bad_data, "task " + task + ": the network has " + known);
}

void write_picture(const std::filesystem::path& file, const cv::Mat& picture) {
  std::vector<unsigned char> bytes;
  const auto extension = file.extension().string();
  if (!cv::haveImageWriter(file.string()) || !cv::imencode(extension, picture, bytes))
    throw Error(ErrorKind::bad_data,
                file.string() + ": OpenCV writes no pictures of that name; .png and .jpg are safe");
  write_file(file, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

}  // namespace

int run_explain(const Call& call, std::ostream& out, std::ostream& /*log*/) {
  po::options_description options(
      "aesthetic-train explain: which places of a picture raise a score (Grad-CAM)");
  options.add_options()("help", "this text")("checkpoint", po::value<std::string>()->required(),
                                             "checkpoint.pt of a training")(
      "picture", po::value<std::string>()->required(), "the picture")(
      "task", po::value<std::string>()->default_value("overall"), "the score to explain")(
      "stage", po::value<std::string>()->default_value(""),
      "stage of the backbone whose maps are read, its number or name; the last one")(
      "out", po::value<std::string>()->required(), "picture under the map's colours, .png or .jpg");
  const auto given = read_command_line(call, options, out);
  if (!given) return 0;
  const auto& values = *given;

  const auto checkpoint = load_checkpoint(values["checkpoint"].as<std::string>());
  auto& network = *checkpoint.network;
  const auto task = place_of(checkpoint.record, values["task"].as<std::string>());
  const auto name = values["stage"].as<std::string>();
  const int stage = name.empty() ? network.backbone().stage_count() - 1 : network.backbone().stage_of(name);
  const auto picture = read_picture(values["picture"].as<std::string>());
  const auto input = network.input();
  auto planes = torch::empty({1, 3, input.size.height, input.size.width});
  to_planes(prepare(picture, input), input, planes.data_ptr<float>());
  const auto map = grad_cam(network, planes, task, stage);
  const std::filesystem::path file = values["out"].as<std::string>();
  write_picture(file, heat_overlay(picture, map));
  const torch::NoGradGuard no_grad;
  out << file.string() << ": " << values["task"].as<std::string>() << " "
      << network.forward(planes)[0][task].item<double>() << ", stage " << network.backbone().stage_name(stage)
      << ", map of " << map.size(1) << " x " << map.size(0) << '\n';
  return 0;
}

}  // namespace aesthetic::training
