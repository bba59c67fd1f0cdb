// SPDX-License-Identifier: MIT
#include "report/parameters.hpp"

#include "onnx_initialisers.hpp"
#include "report/csv_table.hpp"

namespace aesthetic::training {
namespace {

std::string hidden_units(const HeadOptions& head) {
  if (head.name != "multi-task") return "(" + std::to_string(head.hidden) + ")";
  std::string text;
  for (const auto units : head.units) text += (text.empty() ? "(" : "-") + std::to_string(units);
  return text + ")";
}

}  // namespace

std::vector<NetworkPart> count_parameters(ScoringNetwork& network, const NetworkOptions& options) {
  std::vector<NetworkPart> parts = {{"Pre-trained network", options.backbone, 0},
                                    {"Fully-connected layers", hidden_units(options.head), 0},
                                    {"Output layer", "(" + std::to_string(options.tasks) + ")", 0}};
  for (const auto& parameter : network.backbone().parameters()) parts[0].parameters += parameter.numel();
  for (const auto& parameter : network.head().named_parameters()) {
    const bool output = parameter.key().rfind("output", 0) == 0 || parameter.key().rfind("direct", 0) == 0;
    parts[output ? 2 : 1].parameters += parameter.value().numel();
  }
  return parts;
}

std::string add_parameter_report(const std::vector<NamedNetwork>& networks, HtmlPage& page) {
  std::vector<HtmlPage::Row> rows;
  for (const auto& [name, network, options] : networks) {
    HtmlPage::Row row = {name};
    std::int64_t all = 0;
    for (const auto& part : count_parameters(*network, options)) {
      row.push_back(part.architecture);
      row.push_back(std::to_string(part.parameters));
      all += part.parameters;
    }
    const auto size = std::to_string(options.size);
    row.insert(row.end(), {std::to_string(all), size + " x " + size,
                           std::to_string(count_multiply_adds(network->to_onnx(name)))});
    rows.push_back(std::move(row));
  }
  const HtmlPage::Row header = {"network",          "pre-trained network", "its parameters", "dense layers",
                                "their parameters", "output layer",        "its parameters", "all parameters",
                                "picture",          "multiply-adds"};
  page.heading("How large the networks are (Table 2)");
  page.table(header, rows);
  return csv_table(header, rows);
}

std::string with_commas(std::int64_t number) {
  auto text = std::to_string(number);
  for (auto place = static_cast<std::ptrdiff_t>(text.size()) - 3; place > 0; place -= 3)
    text.insert(static_cast<std::size_t>(place), ",");
  return text;
}

}  // namespace aesthetic::training
