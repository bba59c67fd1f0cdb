// SPDX-License-Identifier: MIT
#include "score_weights.hpp"

#include <array>
#include <boost/algorithm/string/split.hpp>
#include <boost/algorithm/string/trim.hpp>
#include <charconv>
#include <cmath>
#include <optional>

#include "aesthetic/error.hpp"
#include "aesthetic/score_meta.h"

namespace aesthetic {
namespace {

[[noreturn]] void refuse(const std::string& part, const std::string& expected) {
  throw Error(ErrorKind::bad_data, "by: \"" + part + "\": expected " + expected);
}

double weight_of(const std::string& text, const std::string& part) {
  double weight = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, fault] = std::from_chars(text.data(), end, weight);
  if (fault != std::errc() || rest != end || !std::isfinite(weight) || weight < 0)
    refuse(part, "a name and a weight of 0 or more, as in overall=0.7");
  return weight;
}

const GstStructure* attributes_of(const GstStructure* score) {
  const GValue* attributes = gst_structure_get_value(score, AESTHETIC_SCORE_ATTRIBUTES);
  return attributes != nullptr && GST_VALUE_HOLDS_STRUCTURE(attributes) ? gst_value_get_structure(attributes)
                                                                        : nullptr;
}

std::optional<double> find(const GstStructure* score, const std::string& name) {
  const bool overall = name == AESTHETIC_SCORE_OVERALL;
  const GstStructure* fields = overall ? score : attributes_of(score);
  double value = 0;
  if (fields == nullptr || gst_structure_get_double(fields, name.c_str(), &value) == FALSE) return {};
  return value;
}

std::string names_of(const GstStructure* score) {
  std::string names = AESTHETIC_SCORE_OVERALL;
  const GstStructure* attributes = attributes_of(score);
  for (gint i = 0; attributes != nullptr && i < gst_structure_n_fields(attributes); ++i)
    names += std::string(", ") + gst_structure_nth_field_name(attributes, static_cast<guint>(i));
  return names;
}

std::string names_of(const Scores& scores) {
  std::string names;
  for (std::size_t task = 0; task < scores.size(); ++task)
    names += (task > 0 ? ", " : "") + scores.name(task);
  return names;
}

[[noreturn]] void refuse_name(const std::string& name, const std::string& model, const std::string& names) {
  throw Error(ErrorKind::bad_data,
              "by: the model " + model + " gives no \"" + name + "\"; it gives " + names);
}

std::string shortest_text(double value) {
  std::array<char, 32> digits = {};
  return {digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr};
}

}  // namespace

std::string text_of(const std::vector<TaskWeight>& choice) {
  if (choice.empty()) return "overall";
  std::string text;
  for (const auto& [task, weight] : choice)
    text += (text.empty() ? "" : ",") + task + "=" + shortest_text(weight);
  return text;
}

ScoreWeights::ScoreWeights(const std::string& text) {
  std::vector<std::string> parts;
  boost::algorithm::split(parts, text, [](char c) { return c == ','; });
  for (const std::string& part : parts) {
    parts_.push_back(part_of(part));
    sum_ += parts_.back().weight;
  }
  if (sum_ <= 0 || !std::isfinite(sum_)) refuse(text, "weights that are not all 0");
}

ScoreWeights::Part ScoreWeights::part_of(const std::string& text) {
  std::vector<std::string> sides;
  boost::algorithm::split(sides, text, [](char c) { return c == '='; });
  for (std::string& side : sides) boost::algorithm::trim(side);
  if (sides.front().empty() || sides.size() > 2) refuse(text, "overall, an attribute, or overall=0.7");
  return {sides.front(), sides.size() == 2 ? weight_of(sides.back(), text) : 1.0};
}

double ScoreWeights::value(const GstStructure* score) const {
  double total = 0;
  for (const Part& part : parts_) {
    const auto value = find(score, part.name);
    if (!value) {
      const gchar* model = gst_structure_get_string(score, AESTHETIC_SCORE_MODEL);
      refuse_name(part.name, model != nullptr ? model : "?", names_of(score));
    }
    total += part.weight * *value;
  }
  return total / sum_;
}

double ScoreWeights::value(const Scores& scores, const std::string& model) const {
  double total = 0;
  for (const Part& part : parts_) {
    std::size_t task = 0;
    while (task < scores.size() && scores.name(task) != part.name) ++task;
    if (task == scores.size()) refuse_name(part.name, model, names_of(scores));
    total += part.weight * scores.value(task);
  }
  return total / sum_;
}

}  // namespace aesthetic
