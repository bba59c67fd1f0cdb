// SPDX-License-Identifier: MIT
#include <boost/program_options.hpp>
#include <ostream>

#include "cli/command_line.hpp"
#include "export/export_model.hpp"

namespace aesthetic::training {

namespace po = boost::program_options;

int run_export(const Call& call, std::ostream& out, std::ostream& /*log*/) {
  po::options_description options(
      "aesthetic-train export: writes a trained network as ONNX with its model card");
  options.add_options()("help", "this text")("checkpoint", po::value<std::string>()->required(),
                                             "checkpoint.pt of a training")(
      "card", po::value<std::string>()->required(), "JSON with what only a person can say about the model")(
      "out", po::value<std::string>()->required(), "NAME.onnx; the card becomes NAME.json beside it")(
      "picture", po::value<std::vector<std::string>>()->multitoken(),
      "pictures to compare LibTorch and OpenCV on, besides random ones");
  const auto given = read_command_line(call, options, out);
  if (!given) return 0;
  const auto& values = *given;

  std::vector<std::filesystem::path> pictures;
  if (values.count("picture") > 0)
    for (const auto& picture : values["picture"].as<std::vector<std::string>>())
      pictures.emplace_back(picture);
  const auto checkpoint = load_checkpoint(values["checkpoint"].as<std::string>());
  const auto text = read_card_text(values["card"].as<std::string>());
  const std::filesystem::path file = values["out"].as<std::string>();
  const auto result = export_model(checkpoint, text, pictures, file);
  out << file.string() << ": " << std::filesystem::file_size(file)
      << " bytes; LibTorch and OpenCV differ by at most " << result.largest_difference << " in any task on "
      << result.compared << " pictures\n";
  return 0;
}

}  // namespace aesthetic::training
