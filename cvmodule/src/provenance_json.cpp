// SPDX-License-Identifier: MIT
#include "provenance_json.hpp"

#include <utility>

namespace aesthetic {
namespace {

boost::json::object json(const DataSet& set);
boost::json::object json(const Figure& figure);
boost::json::object json(const Trial& trial);

template <typename Item>
boost::json::array json_list(const std::vector<Item>& items) {
  boost::json::array list;
  for (const auto& item : items) list.emplace_back(json(item));
  return list;
}

DataSet data_set_from(JsonFields fields) {
  DataSet set;
  set.name = fields.text("name");
  set.source = fields.text("source");
  set.terms = fields.text("terms");
  set.images = static_cast<int>(fields.whole("images"));
  set.raters = fields.text("raters");
  fields.refuse_others();
  return set;
}

boost::json::object json(const DataSet& set) {
  return {{"name", set.name},
          {"source", set.source},
          {"terms", set.terms},
          {"images", set.images},
          {"raters", set.raters}};
}

Figure figure_from(JsonFields fields) {
  Figure figure;
  figure.task = fields.text("task");
  figure.data_set = fields.text("data_set");
  figure.protocol = fields.text("protocol");
  figure.images = static_cast<int>(fields.whole("images"));
  figure.srcc = fields.number("srcc");
  figure.plcc = fields.number("plcc");
  if (figure.srcc < -1 || figure.srcc > 1) fields.refuse("srcc", "expected -1..1");
  if (figure.plcc < -1 || figure.plcc > 1) fields.refuse("plcc", "expected -1..1");
  fields.refuse_others();
  return figure;
}

boost::json::object json(const Figure& figure) {
  return {{"task", figure.task},     {"data_set", figure.data_set}, {"protocol", figure.protocol},
          {"images", figure.images}, {"srcc", figure.srcc},         {"plcc", figure.plcc}};
}

std::vector<Figure> figures_from(std::vector<JsonFields> list) {
  std::vector<Figure> figures;
  figures.reserve(list.size());
  for (auto& fields : list) figures.push_back(figure_from(std::move(fields)));
  return figures;
}

Trial trial_from(JsonFields fields) {
  Trial trial;
  trial.what = fields.text("what");
  trial.figures = figures_from(fields.objects("figures"));
  fields.refuse_others();
  return trial;
}

boost::json::object json(const Trial& trial) {
  return {{"what", trial.what}, {"figures", json_list(trial.figures)}};
}

}  // namespace

Provenance provenance_from(JsonFields fields) {
  Provenance provenance;
  provenance.architecture = fields.text("architecture");
  for (auto& set : fields.objects("data_sets")) provenance.data_sets.push_back(data_set_from(std::move(set)));
  provenance.command = fields.text("command");
  provenance.seed = fields.whole("seed");
  provenance.figures = figures_from(fields.objects("figures"));
  for (auto& trial : fields.objects("trials")) provenance.trials.push_back(trial_from(std::move(trial)));
  fields.refuse_others();
  return provenance;
}

boost::json::object provenance_json(const Provenance& provenance) {
  return {{"architecture", provenance.architecture},
          {"data_sets", json_list(provenance.data_sets)},
          {"command", provenance.command},
          {"seed", provenance.seed},
          {"figures", json_list(provenance.figures)},
          {"trials", json_list(provenance.trials)}};
}

}  // namespace aesthetic
