// SPDX-License-Identifier: MIT
#include "report/prediction_report.hpp"

#include <algorithm>
#include <utility>

#include "datasets/table_reader.hpp"
#include "metrics/correlation.hpp"
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
  std::vector<double> predictions;
};

std::vector<std::string> tasks_of(const std::vector<Prediction>& predictions) {
  std::vector<std::string> tasks;
  for (const auto& row : predictions)
    if (std::find(tasks.begin(), tasks.end(), row.task) == tasks.end()) tasks.push_back(row.task);
  return tasks;
}

Values values_of(const std::vector<Prediction>& predictions, const std::string& task) {
  Values values;
  for (const auto& row : predictions) {
    if (row.task != task) continue;
    values.images.push_back(row.data_set + "/" + row.image);
    values.labels.push_back(row.label);
    values.predictions.push_back(row.prediction);
  }
  return values;
}

std::string interval_text(const Interval& interval) {
  return fixed(interval.low, 3) + " to " + fixed(interval.high, 3);
}

std::string range_text(const std::vector<double>& values) {
  const auto [lowest, highest] = std::minmax_element(values.begin(), values.end());
  return fixed(*lowest, 2) + " to " + fixed(*highest, 2);
}

std::vector<Row> agreement_rows(const NetworkPredictions& network, const BootstrapOptions& bootstrap) {
  std::vector<Row> rows;
  for (const auto& task : tasks_of(network.predictions)) {
    const auto values = values_of(network.predictions, task);
    Row row = {network.network, task, std::to_string(values.labels.size())};
    for (const auto& figure : figures) {
      row.push_back(fixed(figure.statistic(values.predictions, values.labels), 3));
      row.push_back(
          interval_text(bootstrap_interval(figure.statistic, values.predictions, values.labels, bootstrap)));
    }
    rows.push_back(row);
  }
  return rows;
}

// How wide the predictions reach, and how many labels lie beyond: what the paper says with its Tables 3
// and 9.
std::vector<Row> range_rows(const NetworkPredictions& network) {
  std::vector<Row> rows;
  for (const auto& task : tasks_of(network.predictions)) {
    const auto values = values_of(network.predictions, task);
    const auto [lowest, highest] = std::minmax_element(values.predictions.begin(), values.predictions.end());
    const auto beyond = std::count_if(
        values.labels.begin(), values.labels.end(),
        [&, low = *lowest, high = *highest](double label) { return label < low || label > high; });
    rows.push_back({network.network, task, range_text(values.labels), range_text(values.predictions),
                    std::to_string(beyond),
                    fixed(static_cast<double>(beyond) / static_cast<double>(values.labels.size()), 3)});
  }
  return rows;
}

struct Common {
  std::vector<double> labels, first, second;
};

Common common_pictures(const Values& first, const Values& second) {
  std::map<std::string, double> predicted;
  for (std::size_t i = 0; i < second.images.size(); ++i) predicted[second.images[i]] = second.predictions[i];
  Common common;
  for (std::size_t i = 0; i < first.images.size(); ++i) {
    const auto other = predicted.find(first.images[i]);
    if (other == predicted.end()) continue;
    common.labels.push_back(first.labels[i]);
    common.first.push_back(first.predictions[i]);
    common.second.push_back(other->second);
  }
  return common;
}

std::vector<Row> comparison_rows(const NetworkPredictions& first, const NetworkPredictions& second,
                                 const BootstrapOptions& bootstrap) {
  std::vector<Row> rows;
  for (const auto& task : tasks_of(first.predictions)) {
    const auto common =
        common_pictures(values_of(first.predictions, task), values_of(second.predictions, task));
    if (common.labels.size() < 2) continue;
    const auto compared = paired_bootstrap(srcc, common.first, common.second, common.labels, bootstrap);
    rows.push_back({second.network + " less " + first.network, task, std::to_string(common.labels.size()),
                    fixed(compared.difference, 3), interval_text(compared.interval), fixed(compared.p, 3)});
  }
  return rows;
}

// Correlation matrices of labels and of predictions, over the pictures that have every task.
void add_matrices(const NetworkPredictions& network, HtmlPage& page) {
  const auto tasks = tasks_of(network.predictions);
  std::map<std::string, std::map<std::string, const Prediction*>> by_image;
  for (const auto& row : network.predictions) by_image[row.data_set + "/" + row.image][row.task] = &row;
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
  for (std::size_t i = 0; i < networks.size(); ++i) {
    append(agreements, agreement_rows(networks[i], options.bootstrap));
    append(ranges, range_rows(networks[i]));
    if (i > 0) append(comparisons, comparison_rows(networks[i - 1], networks[i], options.bootstrap));
  }
  Row header = {"network", "task", "pictures"};
  for (const auto& figure : figures) {
    header.emplace_back(figure.name);
    header.push_back(std::string(figure.name) + ", " + fixed(options.bootstrap.confidence * 100, 0) +
                     " % interval");
  }
  add("agreement.csv", "Agreement with people on pictures that were kept from training", header, agreements);
  add("comparisons.csv", "Differences of SRCC, the same pictures drawn for both (paired bootstrap)",
      {"networks", "task", "pictures", "difference", "interval", "p"}, comparisons);
  add("ranges.csv", "Ranges, and labels beyond the predictions' (Tables 3 and 9)",
      {"network", "task", "labels", "predictions", "labels beyond", "share"}, ranges);
  for (const auto& network : networks) {
    std::vector<std::pair<double, double>> points;
    for (const auto& row : network.predictions)
      if (row.task == "overall") points.emplace_back(row.label, row.prediction);
    if (!points.empty()) {
      page.heading(network.network + ": overall (Figs. 5 and 10)");
      page.scatter("people", "network", points);
    }
    add_matrices(network, page);
    if (!options.pictures.empty() && !points.empty())
      add_pictures(network.network, network.predictions, {options.pictures, options.shown}, page);
  }
  return files;
}

}  // namespace aesthetic::training
