// SPDX-License-Identifier: MIT
#include "report/cross_report.hpp"

#include "aesthetic/error.hpp"
#include "metrics/correlation.hpp"
#include "report/csv_table.hpp"

namespace aesthetic::training {
namespace {

HtmlPage::Row row_of(const CrossPredictions& pair, const BootstrapOptions& bootstrap) {
  std::vector<double> predictions;
  std::vector<double> labels;
  for (const auto& row : pair.predictions) {
    if (row.task != "overall") continue;
    predictions.push_back(row.prediction);
    labels.push_back(row.label);
  }
  if (labels.empty())
    throw Error(ErrorKind::bad_data, "cross \"" + pair.trained_on + ":" + pair.tested_on +
                                         "\": no predictions of the task overall");
  const auto interval = bootstrap_interval(srcc, predictions, labels, bootstrap);
  return {pair.trained_on, pair.tested_on, std::to_string(labels.size()), fixed(srcc(predictions, labels), 3),
          fixed(interval.low, 3) + " to " + fixed(interval.high, 3)};
}

}  // namespace

std::string add_cross_report(const std::vector<CrossPredictions>& pairs, const BootstrapOptions& bootstrap,
                             HtmlPage& page) {
  const HtmlPage::Row header = {"trained on", "tested on", "pictures", "SRCC",
                                "SRCC, " + fixed(bootstrap.confidence * 100, 0) + " % interval"};
  std::vector<HtmlPage::Row> rows;
  for (const auto& pair : pairs) rows.push_back(row_of(pair, bootstrap));
  page.heading("Trained on one data set, tested on another: overall (Table 11)");
  page.table(header, rows);
  return csv_table(header, rows);
}

}  // namespace aesthetic::training
