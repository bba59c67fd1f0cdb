// SPDX-License-Identifier: MIT
#include <algorithm>
#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/split.hpp>
#include <boost/lexical_cast/try_lexical_convert.hpp>
#include <boost/program_options.hpp>
#include <ostream>

#include "aesthetic/error.hpp"
#include "aesthetic/file.hpp"
#include "cli/command_line.hpp"
#include "cli/output_folder.hpp"
#include "metrics/rater_consistency.hpp"
#include "report/checkpoint.hpp"
#include "report/cross_report.hpp"
#include "report/csv_table.hpp"
#include "report/label_report.hpp"
#include "report/parameters.hpp"
#include "report/prediction_report.hpp"

namespace aesthetic::training {

namespace po = boost::program_options;
namespace fs = std::filesystem;
using Strings = std::vector<std::string>;

namespace {

po::options_description report_options() {
  po::options_description options(
      "aesthetic-train report: tables and figures of Soydaner and Wagemans 2023, as report.html and CSV "
      "files");
  options.add_options()("help", "this text")("out", po::value<std::string>()->required(),
                                             "folder for the report")(
      "labels", po::value<Strings>(),
      "SET=FOLDER: what the labels alone of a data set say (aadb, ava, eva); its pictures need not be there")(
      "raters", po::value<std::string>(),
      "CSV:RATER:IMAGE:SCORE, a table of single ratings and its columns: how well single people agree with "
      "the mean "
      "of the others")("predictions", po::value<Strings>(),
                       "NAME=FILE, a predictions.csv and what to call it; of several with one name, "
                       "trainings of one network by other "
                       "seeds, the figures are means")(
      "network", po::value<Strings>(),
      "NAME=FILE, a checkpoint.pt: how many parameters and multiply-adds the network has")(
      "cross", po::value<Strings>(),
      "SET:SET=FILE, a predictions.csv of a network that learned from the first data set, of the pictures of "
      "the second")(
      "compare", po::value<Strings>(),
      "NAME:NAME, by how much the first predictions are better than the second; each than the one before")(
      "rater-groups", po::value<std::string>()->default_value("0,100,200"),
      "raters are grouped by how many pictures they rated: the fewest of each group")(
      "pictures", po::value<std::string>()->default_value(""),
      "folder of the predicted pictures, to show the most and least successful ones")(
      "samples", po::value<int>()->default_value(1000), "of the bootstrap")(
      "seed", po::value<std::uint64_t>()->default_value(1), "of the bootstrap");
  return options;
}

struct Named {
  std::string name;
  fs::path place;
};

Named split_named(const std::string& option, const std::string& text) {
  const auto equals = text.find('=');
  if (equals == std::string::npos || equals == 0 || equals + 1 == text.size())
    throw Error(ErrorKind::bad_data, option + " \"" + text + "\": expected NAME=PLACE");
  return {text.substr(0, equals), text.substr(equals + 1)};
}

std::vector<int> parse_edges(const std::string& text) {
  Strings parts;
  boost::split(parts, text, boost::is_any_of(","));
  std::vector<int> edges;
  for (const auto& part : parts) {
    int edge = 0;
    if (!boost::conversion::try_lexical_convert(part, edge) || edge < 0 ||
        (!edges.empty() && edge <= edges.back()))
      throw Error(ErrorKind::bad_data, "rater-groups \"" + text + "\": expected rising numbers as 0,100,200");
    edges.push_back(edge);
  }
  return edges;
}

std::string group_name(const RaterGroup& group) {
  if (group.most == 0) return std::to_string(group.fewest) + " or more";
  return std::to_string(group.fewest) + " to " + std::to_string(group.most - 1);
}

// The paper's Table 4.
std::string add_raters(const std::string& text, const std::vector<int>& edges, HtmlPage& page) {
  Strings parts;
  boost::split(parts, text, boost::is_any_of(":"));
  if (parts.size() != 4)
    throw Error(ErrorKind::bad_data, "raters \"" + text + "\": expected CSV:RATER:IMAGE:SCORE");
  const auto raters = rater_consistency(read_single_ratings(parts[0], parts[1], parts[2], parts[3]));
  std::vector<HtmlPage::Row> rows;
  auto groups = group_by_pictures(raters, edges);
  const auto all = group_by_pictures(raters, {0});
  groups.insert(groups.end(), all.begin(), all.end());
  for (std::size_t i = 0; i < groups.size(); ++i)
    rows.push_back({i + 1 < groups.size() ? group_name(groups[i]) : "all", std::to_string(groups[i].raters),
                    groups[i].raters > 0 ? fixed(groups[i].mean_srcc, 4) : "-"});
  page.heading("Single people against the mean of the others (Table 4)");
  page.table({"pictures rated", "raters", "mean SRCC"}, rows);
  return csv_table({"pictures rated", "raters", "mean SRCC"}, rows);
}

std::vector<NetworkPredictions> read_networks(const Strings& texts) {
  std::vector<NetworkPredictions> networks;
  for (const auto& text : texts) {
    const auto named = split_named("predictions", text);
    auto network = std::find_if(networks.begin(), networks.end(),
                                [&](const auto& known) { return known.network == named.name; });
    if (network == networks.end()) network = networks.insert(network, {named.name, {}});
    network->trainings.push_back(read_predictions(named.place));
  }
  return networks;
}

std::vector<NamedNetwork> load_networks(const Strings& texts) {
  std::vector<NamedNetwork> networks;
  for (const auto& text : texts) {
    const auto named = split_named("network", text);
    const auto checkpoint = load_checkpoint(named.place);
    networks.push_back({named.name, checkpoint.network, checkpoint.record.network});
  }
  return networks;
}

std::vector<CrossPredictions> read_cross(const Strings& texts) {
  std::vector<CrossPredictions> pairs;
  for (const auto& text : texts) {
    const auto named = split_named("cross", text);
    Strings sets;
    boost::split(sets, named.name, boost::is_any_of(":"));
    if (sets.size() != 2) throw Error(ErrorKind::bad_data, "cross \"" + text + "\": expected SET:SET=FILE");
    pairs.push_back({sets[0], sets[1], read_predictions(named.place)});
  }
  return pairs;
}

BootstrapOptions read_bootstrap(const po::variables_map& values) {
  BootstrapOptions bootstrap;
  bootstrap.samples = values["samples"].as<int>();
  bootstrap.seed = values["seed"].as<std::uint64_t>();
  if (bootstrap.samples < 1) throw Error(ErrorKind::bad_data, "samples: must be 1 or more");
  return bootstrap;
}

std::vector<NetworkPair> read_pairs(const Strings& texts) {
  std::vector<NetworkPair> pairs;
  for (const auto& text : texts) {
    Strings names;
    boost::split(names, text, boost::is_any_of(":"));
    if (names.size() != 2) throw Error(ErrorKind::bad_data, "compare \"" + text + "\": expected NAME:NAME");
    pairs.push_back({names[0], names[1]});
  }
  return pairs;
}

}  // namespace

int run_report(const Call& call, std::ostream& out, std::ostream& /*log*/) {
  const auto options = report_options();
  const auto given = read_command_line(call, options, out);
  if (!given) return 0;
  const auto& values = *given;
  if (values.count("labels") + values.count("raters") + values.count("predictions") +
          values.count("network") + values.count("cross") ==
      0)
    throw Error(ErrorKind::bad_data,
                "report: nothing to report; give labels, raters, networks, predictions or cross");

  HtmlPage page("Report of aesthetic-train");
  page.paragraph(call.command_line);
  std::map<std::string, std::string> files;
  if (values.count("labels") > 0)
    for (const auto& text : values["labels"].as<Strings>()) {
      const auto named = split_named("labels", text);
      PublishedSetOptions labels_only;
      labels_only.labels_only = true;
      for (auto& [file, csv] :
           add_label_report(read_published_set(named.name, named.place, labels_only), page))
        files[named.name + "-" + file] = csv;
    }
  if (values.count("raters") > 0)
    files["raters.csv"] = add_raters(values["raters"].as<std::string>(),
                                     parse_edges(values["rater-groups"].as<std::string>()), page);
  if (values.count("network") > 0)
    files["parameters.csv"] = add_parameter_report(load_networks(values["network"].as<Strings>()), page);
  if (values.count("predictions") > 0) {
    PredictionReportOptions report;
    report.bootstrap = read_bootstrap(values);
    report.pictures = values["pictures"].as<std::string>();
    if (values.count("compare") > 0) report.pairs = read_pairs(values["compare"].as<Strings>());
    files.merge(add_prediction_report(read_networks(values["predictions"].as<Strings>()), report, page));
  }
  if (values.count("cross") > 0)
    files["cross.csv"] =
        add_cross_report(read_cross(values["cross"].as<Strings>()), read_bootstrap(values), page);
  files["report.html"] = page.text();
  const fs::path folder = values["out"].as<std::string>();
  require_writable_folder(folder);
  for (const auto& [name, text] : files) {
    write_file(folder / name, text);
    out << (folder / name).string() << '\n';
  }
  return 0;
}

}  // namespace aesthetic::training
