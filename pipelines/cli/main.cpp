// SPDX-License-Identifier: MIT
//
// The program `aesthetic`: scores pictures and videos, picks the best frames of a video, tells what this
// machine can run and how fast.
#include <algorithm>
#include <array>
#include <boost/program_options/errors.hpp>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <opencv2/core/utils/logger.hpp>
#include <string_view>

#include "aesthetic/error.hpp"
#include "cli/commands.hpp"

namespace {

struct Command {
  std::string_view name;
  std::string_view summary;
  int (*run)(int argc, const char* const* argv);
};

constexpr std::array commands = {
    Command{"score", "scores of pictures and of every frame of videos, as JSON Lines, CSV, WebVTT or a page",
            aesthetic::run_score},
    Command{"best", "the best frames of a video, a contact sheet and the scores", aesthetic::run_best},
    Command{"watch", "live scores of a camera, a stream or a file, and the best frame of every window",
            aesthetic::run_watch},
    Command{"quantize", "a model that runs in 8 bits, from a model and pictures", aesthetic::run_quantize},
    Command{"devices", "what this OpenCV can run networks on", aesthetic::run_devices},
    Command{"bench", "how many frames a second this machine scores", aesthetic::run_bench}};

void print_help(std::ostream& out) {
  out << "Usage: aesthetic COMMAND [options]\n\n";
  for (const Command& command : commands)
    out << "  " << command.name << std::string(10 - command.name.size(), ' ') << command.summary << '\n';
  out << "\n'aesthetic COMMAND --help' tells more. 'aesthetic --version' prints the version.\n";
}

int usage_error(std::string_view command, std::string_view fault) {
  std::cerr << "aesthetic: " << fault << " (see 'aesthetic " << command << (command.empty() ? "" : " ")
            << "--help')\n";
  return 2;
}

int run(const Command& command, int argc, const char* const* argv) {
  try {
    return command.run(argc, argv);
  } catch (const boost::program_options::error& error) {
    return usage_error(command.name, error.what());
  } catch (const std::exception& error) {
    std::cerr << "aesthetic: " << error.what() << '\n';
    return 1;
  }
}

}  // namespace

int main(int argc, char** argv) {
  // Every fault of OpenCV comes as an exception; what it logs would only be said twice.
  if (std::getenv("OPENCV_LOG_LEVEL") == nullptr)
    cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
  const std::string_view name = argc > 1 ? argv[1] : "";
  if (name == "--help" || name == "help") {
    print_help(std::cout);
    return 0;
  }
  if (name == "--version") {
    std::cout << "aesthetic " AESTHETIC_VERSION "\n";
    return 0;
  }
  if (name.empty()) {
    print_help(std::cerr);
    return 2;
  }
  const auto* command =
      std::find_if(commands.begin(), commands.end(), [&](const auto& c) { return c.name == name; });
  if (command == commands.end()) return usage_error("", "no command '" + std::string(name) + "'");
  return run(*command, argc - 1, argv + 1);
}
