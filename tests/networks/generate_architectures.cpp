// SPDX-License-Identifier: MIT
//
// Writes networks of the usual shapes with random weights, and their cards: generate_architectures FOLDER
#include <filesystem>
#include <iostream>

#include "aesthetic/error.hpp"
#include "aesthetic/file.hpp"
#include "aesthetic/model_card.hpp"
#include "architectures.hpp"

namespace {

void write(const std::filesystem::path& folder, const std::string& name) {
  const auto made = aesthetic::test::architecture(name);
  aesthetic::ModelCard card;
  card.name = name;
  card.network_file = name + ".onnx";
  card.network_sha256 = aesthetic::sha256({made.network.begin(), made.network.end()});
  card.input.tensor = "picture";
  card.input.size = {aesthetic::test::architecture_side, aesthetic::test::architecture_side};
  card.input.mean = {127.5, 127.5, 127.5};
  card.input.scale = 1 / 127.5;
  card.outputs = {{"scores", {}}};
  for (const char* task : {"overall", "first", "second", "third", "fourth"})
    card.outputs.front().tasks.push_back({task, 0, 1, "nothing", "nothing"});
  card.provenance.architecture = name + ", random weights";
  card.licence = "MIT";
  card.limits = {"Its weights are random: it is for measuring speed, not beauty."};
  aesthetic::write_file(folder / card.network_file, made.network);
  aesthetic::write_card(card, folder / (name + ".json"));
  std::cout << name << ' ' << made.network.size() << " bytes, " << made.multiply_adds << " multiply-adds\n";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: generate_architectures FOLDER\n";
    return 2;
  }
  try {
    std::filesystem::create_directories(argv[1]);
    for (const auto& name : aesthetic::test::architecture_names()) write(argv[1], name);
  } catch (const std::exception& fault) {
    std::cerr << "generate_architectures: " << fault.what() << '\n';
    return 1;
  }
  return 0;
}
