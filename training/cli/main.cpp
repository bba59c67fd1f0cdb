// SPDX-License-Identifier: MIT
//
// Program aesthetic-train.
#include <c10/util/Exception.h>
#include <malloc.h>

#include <algorithm>
#include <boost/program_options/errors.hpp>
#include <cctype>
#include <iostream>
#include <limits>
#include <map>

#include "aesthetic/error.hpp"
#include "cli/commands.hpp"
#include "cli/train_options.hpp"

namespace {

using namespace aesthetic::training;

constexpr const char* usage =
    "aesthetic-train train ...         trains a network on rated pictures\n"
    "aesthetic-train add-flawless ...  teaches a trained network to tell spoilt pictures\n"
    "aesthetic-train evaluate ...      how well a trained network agrees with ratings\n"
    "aesthetic-train report ...        tables and figures of labels, raters and predictions\n"
    "aesthetic-train explain ...       which places of a picture raise a score\n"
    "aesthetic-train parameters ...    how large a network is\n"
    "aesthetic-train export ...        writes a trained network as ONNX with its model card\n"
    "aesthetic-train COMMAND --help tells the options\n";

std::string quoted(const std::string& argument) {
  const auto plain = [](unsigned char c) {
    return std::isalnum(c) != 0 || std::string("-_./=:,+").find(static_cast<char>(c)) != std::string::npos;
  };
  if (!argument.empty() && std::all_of(argument.begin(), argument.end(), plain)) return argument;
  return "'" + argument + "'";
}

int run(int argc, char** argv) {
  const std::map<std::string, int (*)(const Call&, std::ostream&, std::ostream&)> commands = {
      {"train", run_train},   {"add-flawless", run_add_flawless}, {"evaluate", run_evaluate},
      {"report", run_report}, {"explain", run_explain},           {"parameters", run_parameters},
      {"export", run_export}};
  const std::string name = argc > 1 ? argv[1] : "";
  if (name == "--help") {
    std::cout << usage;
    return 0;
  }
  const auto command = commands.find(name);
  if (command == commands.end()) {
    std::cerr << "aesthetic-train: " << (name.empty() ? "no command" : name + ": no such command") << '\n'
              << usage;
    return 2;
  }
  Call call{{argv + 2, argv + argc}, "aesthetic-train " + name};
  for (const auto& argument : call.arguments) call.command_line += " " + quoted(argument);
  return command->second(call, std::cout, std::cerr);
}

}  // namespace

int main(int argc, char** argv) {
  // Feature maps come and go by the megabyte. Without these the C library hands every one back to the kernel,
  // and most of the time goes into page faults (measured: a quarter of the speed).
  mallopt(M_MMAP_THRESHOLD, 1 << 30);
  mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
  try {
    return run(argc, argv);
  } catch (const boost::program_options::error& fault) {
    std::cerr << "aesthetic-train: " << fault.what() << '\n';
    return 2;
  } catch (const c10::Error& fault) {
    std::cerr << "aesthetic-train: LibTorch: " << fault.what_without_backtrace() << '\n';
  } catch (const std::exception& fault) {
    std::cerr << "aesthetic-train: " << fault.what() << '\n';
  }
  return 1;
}
