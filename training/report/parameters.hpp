// SPDX-License-Identifier: MIT
//
// How large a network is: Table 2 of Soydaner and Wagemans 2023.
//
//   for (const auto& part : count_parameters(network)) std::cout << part.name << ' ' << part.parameters <<
//   '\n';
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "networks/scoring_network.hpp"
#include "report/html_page.hpp"

namespace aesthetic::training {

struct NetworkPart {
  std::string name;          // "Pre-trained network", "Fully-connected layers", "Output layer"
  std::string architecture;  // "vgg16", "(128-64)", "(12)"
  std::int64_t parameters = 0;
};

std::vector<NetworkPart> count_parameters(ScoringNetwork& network, const NetworkOptions& options);

struct NamedNetwork {
  std::string name;
  std::shared_ptr<ScoringNetwork> network;
  NetworkOptions options;
};

// Parameters of every part and multiply-adds for a picture, a row for each network, as CSV.
std::string add_parameter_report(const std::vector<NamedNetwork>& networks, HtmlPage& page);

// "14,714,688"
std::string with_commas(std::int64_t number);

}  // namespace aesthetic::training
