// SPDX-License-Identifier: MIT
//
// Writes networks of the usual shapes with random weights, and their cards: generate_architectures FOLDER
#include <filesystem>
#include <iostream>

#include "architectures.hpp"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: generate_architectures FOLDER\n";
    return 2;
  }
  try {
    std::filesystem::create_directories(argv[1]);
    for (const auto& name : aesthetic::test::architecture_names())
      std::cout << aesthetic::test::write_architecture(argv[1], name).string() << '\n';
  } catch (const std::exception& fault) {
    std::cerr << "generate_architectures: " << fault.what() << '\n';
    return 1;
  }
  return 0;
}
