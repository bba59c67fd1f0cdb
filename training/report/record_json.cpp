// SPDX-License-Identifier: MIT
#include "report/record_json.hpp"

#include <boost/json.hpp>

namespace aesthetic::training {

namespace json = boost::json;

namespace {

json::value from_network(const NetworkOptions& network) {
  const auto& head = network.head;
  return {{"backbone", network.backbone},
          {"size", network.size},
          {"darkest", network.darkest},
          {"brightest", network.brightest},
          {"tasks", network.tasks},
          {"bins", json::value_from(network.bins)},
          {"head", head.name},
          {"levels", json::value_from(head.levels)},
          {"square_levels", json::value_from(head.square_levels)},
          {"grid_stage", head.grid_stage},
          {"hidden", head.hidden},
          {"dropout", head.dropout},
          {"feature_dropout", head.feature_dropout},
          {"limit", head.limit},
          {"direct", head.direct},
          {"units", json::value_from(head.units)},
          {"separate_outputs", head.separate_outputs}};
}

NetworkOptions to_network(const json::value& value) {
  NetworkOptions network;
  network.backbone = json::value_to<std::string>(value.at("backbone"));
  network.size = json::value_to<int>(value.at("size"));
  network.darkest = json::value_to<int>(value.at("darkest"));
  network.brightest = json::value_to<int>(value.at("brightest"));
  network.tasks = json::value_to<std::int64_t>(value.at("tasks"));
  network.head.levels = json::value_to<std::vector<int>>(value.at("levels"));
  network.head.square_levels = json::value_to<std::vector<int>>(value.at("square_levels"));
  network.head.grid_stage = json::value_to<int>(value.at("grid_stage"));
  network.head.hidden = json::value_to<std::int64_t>(value.at("hidden"));
  network.head.dropout = json::value_to<double>(value.at("dropout"));
  network.head.feature_dropout = json::value_to<double>(value.at("feature_dropout"));
  network.head.direct = json::value_to<bool>(value.at("direct"));
  // Records from before the hidden layer's features were clamped have no limit.
  if (const auto* limit = value.as_object().if_contains("limit"))
    network.head.limit = json::value_to<double>(*limit);
  // Records from before distributions were learned have none.
  if (const auto* bins = value.as_object().if_contains("bins"))
    network.bins = json::value_to<std::vector<std::int64_t>>(*bins);
  // Records from before there was a second head do not name theirs.
  if (value.as_object().contains("head")) {
    network.head.name = json::value_to<std::string>(value.at("head"));
    network.head.units = json::value_to<std::vector<std::int64_t>>(value.at("units"));
    network.head.separate_outputs = json::value_to<bool>(value.at("separate_outputs"));
  }
  return network;
}

const char* name_of(Protocol protocol) {
  if (protocol == Protocol::published) return "published";
  return protocol == Protocol::holdout ? "holdout" : "cv";
}

Protocol to_protocol(const json::value& value) {
  if (value.as_string() == "published") return Protocol::published;
  return value.as_string() == "holdout" ? Protocol::holdout : Protocol::cross_validation;
}

json::value from_data_set(const CorpusDataSet& set) {
  return {{"name", set.name},
          {"protocol", name_of(set.protocol)},
          {"pictures", set.pictures},
          {"split", set.split}};
}

CorpusDataSet to_data_set(const json::value& value) {
  CorpusDataSet set;
  set.name = json::value_to<std::string>(value.at("name"));
  set.protocol = to_protocol(value.at("protocol"));
  set.pictures = json::value_to<int>(value.at("pictures"));
  if (const auto* split = value.as_object().if_contains("split"))
    set.split = json::value_to<std::string>(*split);
  return set;
}

json::value from_task(const Rating& task) {
  return {{"task", task.task},     {"csv", task.csv.generic_string()}, {"column", task.column},
          {"lowest", task.lowest}, {"highest", task.highest},          {"protocol", name_of(task.protocol)}};
}

Rating to_task(const json::value& value) {
  return {json::value_to<std::string>(value.at("task")),   json::value_to<std::string>(value.at("csv")),
          json::value_to<std::string>(value.at("column")), json::value_to<double>(value.at("lowest")),
          json::value_to<double>(value.at("highest")),     to_protocol(value.at("protocol"))};
}

json::value from_figure(const MeasuredFigure& figure) {
  return {{"task", figure.task},     {"data_set", figure.data_set}, {"protocol", figure.protocol},
          {"images", figure.images}, {"srcc", figure.srcc},         {"plcc", figure.plcc},
          {"mae", figure.mae}};
}

MeasuredFigure to_figure(const json::value& value) {
  MeasuredFigure figure;
  figure.task = json::value_to<std::string>(value.at("task"));
  figure.data_set = json::value_to<std::string>(value.at("data_set"));
  figure.protocol = json::value_to<std::string>(value.at("protocol"));
  figure.images = json::value_to<int>(value.at("images"));
  figure.srcc = json::value_to<double>(value.at("srcc"));
  figure.plcc = json::value_to<double>(value.at("plcc"));
  figure.mae = json::value_to<double>(value.at("mae"));
  return figure;
}

json::array from_figures(const std::vector<MeasuredFigure>& figures) {
  json::array array;
  for (const auto& figure : figures) array.push_back(from_figure(figure));
  return array;
}

}  // namespace

std::string figures_json(const std::vector<MeasuredFigure>& figures) {
  return json::serialize(from_figures(figures)) + "\n";
}

std::string to_json(const TrainingRecord& record) {
  json::array tasks;
  for (const auto& task : record.tasks) tasks.push_back(from_task(task));
  json::array data_sets;
  for (const auto& set : record.data_sets) data_sets.push_back(from_data_set(set));
  return json::serialize(json::object{{"network", from_network(record.network)},
                                      {"tasks", std::move(tasks)},
                                      {"data_sets", std::move(data_sets)},
                                      {"command", record.command},
                                      {"seed", record.seed},
                                      {"figures", from_figures(record.figures)}});
}

TrainingRecord record_from_json(const std::string& text) {
  const auto value = json::parse(text);
  TrainingRecord record;
  record.network = to_network(value.at("network"));
  for (const auto& task : value.at("tasks").as_array()) record.tasks.push_back(to_task(task));
  for (const auto& set : value.at("data_sets").as_array()) record.data_sets.push_back(to_data_set(set));
  record.command = json::value_to<std::string>(value.at("command"));
  record.seed = json::value_to<long long>(value.at("seed"));
  for (const auto& figure : value.at("figures").as_array()) record.figures.push_back(to_figure(figure));
  return record;
}

}  // namespace aesthetic::training
