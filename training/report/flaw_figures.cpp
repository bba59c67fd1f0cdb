// SPDX-License-Identifier: MIT
#include "report/flaw_figures.hpp"

#include <iomanip>
#include <ostream>
#include <sstream>

#include "metrics/auc.hpp"
#include "metrics/correlation.hpp"

namespace aesthetic::training {
namespace {

constexpr int draws = 200;

// `flaw`: none for all of them.
FlawFigure figure_of(const std::vector<JudgedSample>& judged, std::optional<Flaw> flaw) {
  FlawFigure figure;
  figure.flaw = flaw ? name_of(*flaw) : "all";
  std::vector<double> scores;
  std::vector<double> sound;
  std::vector<double> soundness;
  for (const auto& [sample, score] : judged) {
    if (sample.flaw && flaw && sample.flaw != flaw) continue;
    ++(sample.flaw ? figure.spoilt : figure.sound);
    scores.push_back(score);
    sound.push_back(sample.flaw ? 0 : 1);
    soundness.push_back(sample.soundness());
  }
  BootstrapOptions options;
  options.samples = draws;
  figure.auc = auc(scores, sound);
  figure.auc_interval = bootstrap_interval(auc, scores, sound, options);
  figure.srcc = srcc(scores, soundness);
  figure.srcc_interval = bootstrap_interval(srcc, scores, soundness, options);
  return figure;
}

}  // namespace

std::vector<FlawFigure> flaw_figures(const std::vector<JudgedSample>& judged) {
  std::vector<FlawFigure> figures;
  for (const Flaw flaw : all_flaws)
    if (auto figure = figure_of(judged, flaw); figure.spoilt > 0) figures.push_back(figure);
  figures.push_back(figure_of(judged, {}));
  return figures;
}

void print_flaw_figures(std::ostream& out, const std::vector<FlawFigure>& figures) {
  std::ostringstream text;
  text << std::fixed << std::setprecision(3) << std::left << std::setw(14) << "flaw" << std::right
       << std::setw(8) << "spoilt" << std::setw(8) << "sound"
       << "   AUC (95 %)              SRCC (95 %)\n";
  const auto interval = [&](double value, const Interval& range) {
    text << "   " << value << " (" << range.low << " to " << range.high << ")";
  };
  for (const auto& figure : figures) {
    text << std::left << std::setw(14) << figure.flaw << std::right << std::setw(8) << figure.spoilt
         << std::setw(8) << figure.sound;
    interval(figure.auc, figure.auc_interval);
    interval(figure.srcc, figure.srcc_interval);
    text << '\n';
  }
  out << text.str();
}

std::string flaw_figures_csv(const std::vector<FlawFigure>& figures) {
  std::ostringstream text;
  text << "flaw,spoilt,sound,auc,auc_low,auc_high,srcc,srcc_low,srcc_high\n" << std::setprecision(6);
  for (const auto& figure : figures)
    text << figure.flaw << ',' << figure.spoilt << ',' << figure.sound << ',' << figure.auc << ','
         << figure.auc_interval.low << ',' << figure.auc_interval.high << ',' << figure.srcc << ','
         << figure.srcc_interval.low << ',' << figure.srcc_interval.high << '\n';
  return text.str();
}

}  // namespace aesthetic::training
