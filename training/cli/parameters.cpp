// SPDX-License-Identifier: MIT
#include "report/parameters.hpp"

#include <boost/program_options.hpp>
#include <iomanip>
#include <ostream>

#include "aesthetic/error.hpp"
#include "cli/command_line.hpp"
#include "cli/train_options.hpp"
#include "onnx_initialisers.hpp"

namespace aesthetic::training {

namespace po = boost::program_options;

int run_parameters(const Call& call, std::ostream& out, std::ostream& /*log*/) {
  po::options_description options(
      "aesthetic-train parameters: how large a network is (Table 2 of Soydaner and Wagemans 2023)");
  options.add(network_option_texts());
  options.add_options()("help", "this text")("tasks", po::value<std::int64_t>()->default_value(12),
                                             "how many scores the network gives");
  const auto given = read_command_line(call, options, out);
  if (!given) return 0;
  const auto& values = *given;

  auto network_options = read_network_options(values);
  network_options.tasks = values["tasks"].as<std::int64_t>();
  if (network_options.tasks < 1) throw Error(ErrorKind::bad_data, "tasks: must be 1 or more");
  ScoringNetwork network(network_options);
  std::int64_t all = 0;
  const auto line = [&](const std::string& name, const std::string& architecture, const std::string& number) {
    out << std::left << std::setw(24) << name << std::setw(20) << architecture << std::right << std::setw(15)
        << number << '\n';
  };
  line("", "architecture", "parameters");
  for (const auto& part : count_parameters(network, network_options)) {
    line(part.name, part.architecture, with_commas(part.parameters));
    all += part.parameters;
  }
  line("All", "", with_commas(all));
  out << "Multiply-adds for a picture of " << network_options.size << " x " << network_options.size << ": "
      << with_commas(count_multiply_adds(network.to_onnx("network"))) << '\n';
  return 0;
}

}  // namespace aesthetic::training
