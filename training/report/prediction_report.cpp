// SPDX-License-Identifier: MIT
#include "report/prediction_report.hpp"

#include <algorithm>
#include <utility>

#include "aesthetic/error.hpp"
#include "datasets/table_reader.hpp"
#include "metrics/correlation.hpp"
#include "report/csv_table.hpp"
#include "report/prediction_pictures.hpp"

namespace aesthetic::training {
namespace {

using Row = HtmlPage::Row;

struct Figures {
  const char* name;
  double (*statistic)(const std::vector<double>&, const std::vector<double>&);
};
constexpr Figures figures[] = {{"SRCC", srcc}, {"PLCC", plcc}, {"MAE", mae}, {"RMSE", rmse}};

// One task of one network, by picture.
struct Values {
  std::vector<std::string> images;
  std::vector<double> labels;
  Trainings predictions;
};

std::vector<std::string> tasks_of(const std::vector<Prediction>& predictions) {
  std::vector<std::string> tasks;
  for (const auto& row : predictions)
    if (std::find(tasks.begin(), tasks.end(), row.task) == tasks.end()) tasks.push_back(row.task);
  return tasks;
}

const std::vector<Prediction>& first_training(const NetworkPredictions& network) {
  return network.trainings.front();
}

std::string key_of(const Prediction& row) {
  return row.data_set + "/" + row.image;
}

// In the order of `images`. Throws Error(bad_data) where they are others.
std::vector<double> predictions_of(const std::vector<Prediction>& training, const std::string& task,
                                   const std::vector<std::string>& images, const std::string& network) {
  std::map<std::string, double> found;
  for (const auto& row : training)
    if (row.task == task) found[key_of(row)] = row.prediction;
  std::vector<double> predictions;
  for (const auto& image : images) {
    const auto prediction = found.find(image);
    if (prediction != found.end()) predictions.push_back(prediction->second);
  }
  if (predictions.size() != images.size() || found.size() != images.size())
    throw Error(ErrorKind::bad_data,
                "predictions \"" + network + "\": its trainings predict " + task + " of different pictures");
  return predictions;
}

Values values_of(const NetworkPredictions& network, const std::string& task) {
  Values values;
  for (const auto& row : first_training(network)) {
    if (row.task != task) continue;
    values.images.push_back(key_of(row));
    values.labels.push_back(row.label);
  }
  for (const auto& training : network.trainings)
    values.predictions.push_back(predictions_of(training, task, values.images, network.network));
  return values;
}

std::string interval_text(const Interval& interval) {
  return fixed(interval.low, 3) + " to " + fixed(interval.high, 3);
}

std::string range_text(const std::vector<double>& values) {
  const auto [lowest, highest] = std::minmax_element(values.begin(), values.end());
  return fixed(*lowest, 2) + " to " + fixed(*highest, 2);
}

// "0.701 0.712 0.699"
std::string each_training(const Values& values) {
  std::string text;
  for (const auto& predictions : values.predictions)
    text += (text.empty() ? "" : " ") + fixed(srcc(predictions, values.labels), 3);
  return text;
}

std::vector<Row> agreement_rows(const NetworkPredictions& network, const BootstrapOptions& bootstrap) {
  std::vector<Row> rows;
  for (const auto& task : tasks_of(first_training(network))) {
    const auto values = values_of(network, task);
    Row row = {network.network, task, std::to_string(values.labels.size()),
               std::to_string(network.trainings.size())};
    for (const auto& figure : figures) {
      row.push_back(fixed(mean_figure(figure.statistic, values.predictions, values.labels), 3));
      row.push_back(
          interval_text(bootstrap_interval(figure.statistic, values.predictions, values.labels, bootstrap)));
    }
    row.push_back(each_training(values));
    rows.push_back(row);
  }
  return rows;
}

// How wide the predictions of the first training reach, and how many labels lie beyond: what the paper says
// with its Tables 3 and 9.
std::vector<Row> range_rows(const NetworkPredictions& network) {
  std::vector<Row> rows;
  for (const auto& task : tasks_of(first_training(network))) {
    const auto values = values_of(network, task);
    const auto& predictions = values.predictions.front();
    const auto [lowest, highest] = std::minmax_element(predictions.begin(), predictions.end());
    const auto beyond = std::count_if(
        values.labels.begin(), values.labels.end(),
        [&, low = *lowest, high = *highest](double label) { return label < low || label > high; });
    rows.push_back({network.network, task, range_text(values.labels), range_text(predictions),
                    std::to_string(beyond),
                    fixed(static_cast<double>(beyond) / static_cast<double>(values.labels.size()), 3)});
  }
  return rows;
}

// `values` of the pictures at `places`.
Trainings picked(const Trainings& values, const std::vector<std::size_t>& places) {
  Trainings picked;
  for (const auto& of_training : values) {
    auto& row = picked.emplace_back();
    for (const auto place : places) row.push_back(of_training[place]);
  }
  return picked;
}

struct Common {
  std::vector<double> labels;
  Trainings first, second;
};

Common common_pictures(const Values& first, const Values& second) {
  std::map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < second.images.size(); ++i) places[second.images[i]] = i;
  Common common;
  std::vector<std::size_t> of_first;
  std::vector<std::size_t> of_second;
  for (std::size_t i = 0; i < first.images.size(); ++i) {
    const auto other = places.find(first.images[i]);
    if (other == places.end()) continue;
    common.labels.push_back(first.labels[i]);
    of_first.push_back(i);
    of_second.push_back(other->second);
  }
  common.first = picked(first.predictions, of_first);
  common.second = picked(second.predictions, of_second);
  return common;
}

std::vector<Row> comparison_rows(const NetworkPredictions& first, const NetworkPredictions& second,
                                 const BootstrapOptions& bootstrap) {
  std::vector<Row> rows;
  for (const auto& task : tasks_of(first_training(first))) {
    const auto common = common_pictures(values_of(first, task), values_of(second, task));
    if (common.labels.size() < 2) continue;
    const auto compared = paired_bootstrap(srcc, common.first, common.second, common.labels, bootstrap);
    rows.push_back({second.network + " less " + first.network, task, std::to_string(common.labels.size()),
                    fixed(compared.difference, 3), interval_text(compared.interval), fixed(compared.p, 3)});
  }
  return rows;
}

const NetworkPredictions& network_called(const std::string& name,
                                         const std::vector<NetworkPredictions>& networks) {
  const auto found = std::find_if(networks.begin(), networks.end(),
                                  [&](const auto& network) { return network.network == name; });
  if (found == networks.end()) throw Error(ErrorKind::bad_data, "no predictions are called \"" + name + "\"");
  return *found;
}

std::vector<NetworkPair> pairs_of(const std::vector<NetworkPredictions>& networks,
                                  const PredictionReportOptions& options) {
  if (!options.pairs.empty()) return options.pairs;
  std::vector<NetworkPair> pairs;
  for (std::size_t i = 1; i < networks.size(); ++i)
    pairs.push_back({networks[i].network, networks[i - 1].network});
  return pairs;
}

// Correlation matrices of labels and of predictions, over the pictures that have every task.
void add_matrices(const NetworkPredictions& network, HtmlPage& page) {
  const auto tasks = tasks_of(first_training(network));
  std::map<std::string, std::map<std::string, const Prediction*>> by_image;
  for (const auto& row : first_training(network)) by_image[key_of(row)][row.task] = &row;
  std::vector<std::vector<double>> labels(tasks.size());
  std::vector<std::vector<double>> predictions(tasks.size());
  for (const auto& [image, of_task] : by_image) {
    if (of_task.size() != tasks.size()) continue;
    for (std::size_t task = 0; task < tasks.size(); ++task) {
      labels[task].push_back(of_task.at(tasks[task])->label);
      predictions[task].push_back(of_task.at(tasks[task])->prediction);
    }
  }
  if (tasks.size() < 2 || labels.front().size() < 2) return;
  page.heading(network.network + ": rank correlations between the tasks (Figs. 9 and 14)");
  page.matrix("of the labels", tasks, srcc_matrix(labels));
  page.matrix("of the predictions", tasks, srcc_matrix(predictions));
}

void append(std::vector<Row>& rows, const std::vector<Row>& more) {
  rows.insert(rows.end(), more.begin(), more.end());
}

}  // namespace

std::vector<Prediction> read_predictions(const std::filesystem::path& csv) {
  TableReader reader(csv);
  TableReader::Fields header;
  if (!reader.next(header)) reader.refuse("is empty; expected a header line");
  const auto image = reader.column_of(header, "image");
  const auto data_set = reader.column_of(header, "data_set");
  const auto task = reader.column_of(header, "task");
  const auto label = reader.column_of(header, "label");
  const auto prediction = reader.column_of(header, "prediction");
  std::vector<Prediction> predictions;
  for (TableReader::Fields fields; reader.next(fields, header.size());)
    predictions.push_back({fields[image], fields[data_set], fields[task],
                           reader.number("label", fields[label], 0, 1),
                           reader.number("prediction", fields[prediction], 0, 1), 0});
  if (predictions.empty()) reader.refuse("has no predictions");
  return predictions;
}

std::map<std::string, std::string> add_prediction_report(const std::vector<NetworkPredictions>& networks,
                                                         const PredictionReportOptions& options,
                                                         HtmlPage& page) {
  std::map<std::string, std::string> files;
  const auto add = [&](const std::string& file, const std::string& heading, const Row& header,
                       const std::vector<Row>& rows) {
    if (rows.empty()) return;
    files[file] = csv_table(header, rows);
    page.heading(heading);
    page.table(header, rows);
  };
  std::vector<Row> agreements;
  std::vector<Row> ranges;
  std::vector<Row> comparisons;
  for (const auto& network : networks) {
    append(agreements, agreement_rows(network, options.bootstrap));
    append(ranges, range_rows(network));
  }
  for (const auto& [better, than] : pairs_of(networks, options))
    append(comparisons, comparison_rows(network_called(than, networks), network_called(better, networks),
                                        options.bootstrap));
  Row header = {"network", "task", "pictures", "trainings"};
  for (const auto& figure : figures) {
    header.emplace_back(figure.name);
    header.push_back(std::string(figure.name) + ", " + fixed(options.bootstrap.confidence * 100, 0) +
                     " % interval");
  }
  header.emplace_back("SRCC of each training");
  add("agreement.csv", "Agreement with people on pictures that were kept from training", header, agreements);
  add("comparisons.csv", "Differences of SRCC, the same pictures drawn for both (paired bootstrap)",
      {"networks", "task", "pictures", "difference", "interval", "p"}, comparisons);
  add("ranges.csv", "Ranges, and labels beyond the predictions' (Tables 3 and 9)",
      {"network", "task", "labels", "predictions", "labels beyond", "share"}, ranges);
  for (const auto& network : networks) {
    std::vector<std::pair<double, double>> points;
    for (const auto& row : first_training(network))
      if (row.task == "overall") points.emplace_back(row.label, row.prediction);
    if (!points.empty()) {
      page.heading(network.network + ": overall (Figs. 5 and 10)");
      page.scatter("people", "network", points);
    }
    add_matrices(network, page);
    if (!options.pictures.empty() && !points.empty())
      add_pictures(network.network, first_training(network), {options.pictures, options.shown}, page);
  }
  return files;
}

}  // namespace aesthetic::training
