// SPDX-License-Identifier: MIT
#include "train_program.hpp"

#include <csignal>

#include <boost/process/args.hpp>
#include <boost/process/child.hpp>
#include <boost/process/io.hpp>
#include <chrono>
#include <fstream>
#include <iterator>
#include <thread>

#include "aesthetic/file.hpp"
#include "rated_pictures.hpp"

namespace aesthetic::test {

namespace bp = boost::process;
namespace fs = std::filesystem;

namespace {

bp::child start(const TemporaryFolder& folder, const std::vector<std::string>& arguments) {
  return bp::child(AESTHETIC_TRAIN_PROGRAM, bp::args(arguments), bp::std_out > (folder / "out.txt").string(),
                   bp::std_err > (folder / "err.txt").string());
}

fs::file_time_type time_of(const fs::path& file) {
  std::error_code missing;
  const auto time = fs::last_write_time(file, missing);
  return missing ? fs::file_time_type::min() : time;
}

}  // namespace

std::string text_of(const fs::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

Outcome run(const TemporaryFolder& folder, const std::vector<std::string>& arguments) {
  auto program = start(folder, arguments);
  program.wait();
  return {program.exit_code(), text_of(folder / "out.txt"), text_of(folder / "err.txt")};
}

bool run_and_kill(const TemporaryFolder& folder, const std::vector<std::string>& arguments,
                  const fs::path& file) {
  const auto before = time_of(file);
  auto program = start(folder, arguments);
  while (program.running()) {
    if (time_of(file) != before) {
      kill(program.id(), SIGKILL);
      program.wait();
      return true;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return false;
}

std::vector<std::string> train_arguments(const TemporaryFolder& folder, const std::string& out,
                                         const std::vector<std::string>& more) {
  std::vector<std::string> arguments = {"train",
                                        "--data",
                                        (folder / "data").string(),
                                        "--weights",
                                        (folder / "weights.h5").string(),
                                        "--out",
                                        (folder / out).string(),
                                        "--ratings",
                                        "overall=drawn/labels.csv:brightness:1:7",
                                        "--ratings",
                                        "top=drawn/labels.csv:top:0:1",
                                        "--backbone",
                                        "squeezenet1-1",
                                        "--size",
                                        "64",
                                        "--grid-stage",
                                        "4",
                                        "--levels",
                                        "3,4",
                                        "--hidden",
                                        "0",
                                        "--ridge",
                                        "0.0005",
                                        "--head-epochs",
                                        "2",
                                        "--head-learning-rate",
                                        "1e-4",
                                        "--tune-epochs",
                                        "1",
                                        "--tune-from",
                                        "8",
                                        "--tune-learning-rate",
                                        "1e-5",
                                        "--threads",
                                        "1"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

void write_inputs(const TemporaryFolder& folder, int pictures) {
  write_rated_pictures(folder / "data", pictures);
  write_random_squeezenet(folder / "weights.h5");
  write_file(folder / "card.json", R"({"name": "drawn", "architecture": "SqueezeNet", "licence": "MIT",
    "limits": ["Brightness is no beauty."],
    "tasks": {"overall": {"zero_means": "dark", "one_means": "bright"}, "top": {"zero_means": "bottom", "one_means": "top"}},
    "data_sets": {"drawn": {"name": "Drawn", "source": "this test", "terms": "MIT", "raters": "one program"}},
    "trials": []})");
}

}  // namespace aesthetic::test
