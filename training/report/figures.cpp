// SPDX-License-Identifier: MIT
#include "report/figures.hpp"

#include <iomanip>
#include <ostream>
#include <sstream>

#include "metrics/correlation.hpp"
#include "report/csv_table.hpp"

namespace aesthetic::training {
namespace {

const CorpusDataSet& data_set_of_task(const Corpus& corpus, std::size_t task) {
  for (std::size_t i = 0; i < corpus.pictures.size(); ++i)
    if (const float label = corpus.labels[i * corpus.tasks.size() + task]; label == label)
      return corpus.data_sets[static_cast<std::size_t>(corpus.pictures[i].data_set)];
  return corpus.data_sets.front();
}

}  // namespace

std::vector<MeasuredFigure> compute_figures(const Corpus& corpus, const std::vector<Prediction>& predictions,
                                            const std::string& protocol) {
  std::vector<MeasuredFigure> figures;
  for (std::size_t task = 0; task < corpus.tasks.size(); ++task) {
    std::vector<double> labels;
    std::vector<double> predicted;
    for (const auto& prediction : predictions) {
      if (prediction.task != corpus.tasks[task].task) continue;
      labels.push_back(prediction.label);
      predicted.push_back(prediction.prediction);
    }
    if (labels.empty()) continue;
    const auto& data_set = data_set_of_task(corpus, task);
    MeasuredFigure figure;
    figure.task = corpus.tasks[task].task;
    figure.data_set = data_set.name;
    figure.protocol = protocol.empty() ? describe(data_set) : protocol;
    figure.images = static_cast<int>(labels.size());
    figure.srcc = srcc(predicted, labels);
    figure.plcc = plcc(predicted, labels);
    figure.mae = mae(predicted, labels);
    figures.push_back(figure);
  }
  return figures;
}

std::vector<MeasuredFigure> compute_figures(const Corpus& corpus,
                                            const std::vector<Prediction>& predictions) {
  return compute_figures(corpus, predictions, "");
}

void print_figures(std::ostream& out, const std::vector<MeasuredFigure>& figures) {
  std::ostringstream text;
  text << std::fixed << std::setprecision(3) << std::left << std::setw(18) << "task" << std::setw(18)
       << "data set" << std::right << std::setw(8) << "images" << std::setw(8) << "SRCC" << std::setw(8)
       << "PLCC" << std::setw(8) << "MAE"
       << "  protocol\n";
  for (const auto& figure : figures)
    text << std::left << std::setw(18) << figure.task << std::setw(18) << figure.data_set << std::right
         << std::setw(8) << figure.images << std::setw(8) << figure.srcc << std::setw(8) << figure.plcc
         << std::setw(8) << figure.mae << "  " << figure.protocol << '\n';
  out << text.str();
}

std::string split_csv(const Corpus& corpus) {
  const auto split = split_corpus(corpus, no_fold);
  std::vector<const char*> parts(corpus.pictures.size(), "train");
  for (const auto picture : split.validation) parts[static_cast<std::size_t>(picture)] = "validation";
  for (const auto picture : split.test) parts[static_cast<std::size_t>(picture)] = "test";
  std::string text = "image,data_set,part\n";
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto& picture = corpus.pictures[i];
    text += csv_field(picture.image) + ',' +
            csv_field(corpus.data_sets[static_cast<std::size_t>(picture.data_set)].name) + ',' + parts[i] +
            '\n';
  }
  return text;
}

std::string predictions_csv(const std::vector<Prediction>& predictions) {
  std::ostringstream text;
  text << "image,data_set,task,label,prediction,fold\n" << std::setprecision(7);
  for (const auto& row : predictions)
    text << csv_field(row.image) << ',' << csv_field(row.data_set) << ',' << row.task << ',' << row.label
         << ',' << row.prediction << ',' << row.fold << '\n';
  return text.str();
}

}  // namespace aesthetic::training
