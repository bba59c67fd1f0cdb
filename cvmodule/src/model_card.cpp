// SPDX-License-Identifier: MIT
#include "aesthetic/model_card.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "aesthetic/error.hpp"
#include "aesthetic/file.hpp"
#include "bfloat16_json.hpp"
#include "int8_json.hpp"
#include "json_fields.hpp"
#include "json_text.hpp"
#include "provenance_json.hpp"

namespace aesthetic {
namespace {

ModelInput input_from(JsonFields fields) {
  ModelInput input;
  input.tensor = fields.text("tensor");
  auto side = [&](std::string_view name) {
    const auto pixels = fields.whole(name);
    if (pixels < 1 || pixels > 4096) fields.refuse(name, "expected 1..4096 pixels");
    return static_cast<int>(pixels);
  };
  input.size.width = side("width");
  input.size.height = side("height");
  const auto channels = fields.text("channels");
  if (channels != "rgb" && channels != "bgr") fields.refuse("channels", "expected rgb or bgr");
  input.channels = channels == "rgb" ? ChannelOrder::rgb : ChannelOrder::bgr;
  if (fields.text("resize") != "warp") fields.refuse("resize", "expected warp");
  const auto mean = fields.numbers("mean");
  if (mean.size() != 3) fields.refuse("mean", "expected three numbers");
  std::copy(mean.begin(), mean.end(), input.mean.begin());
  input.scale = fields.number("scale");
  if (!(input.scale > 0)) fields.refuse("scale", "expected a number above 0");
  if (fields.has("levels")) {
    const auto levels = fields.numbers("levels");
    if (levels.size() != 2 || !(levels[0] >= 0 && levels[0] < levels[1] && levels[1] <= 255))
      fields.refuse("levels", "expected the darkest and the brightest, in 0..255");
    input.darkest = static_cast<int>(levels[0]);
    input.brightest = static_cast<int>(levels[1]);
  }
  fields.refuse_others();
  return input;
}

Task task_from(JsonFields fields) {
  Task task;
  task.name = fields.text("name");
  const auto known = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
  if (task.name.empty() || !std::all_of(task.name.begin(), task.name.end(), known))
    fields.refuse("name", "expected lower-case letters, digits and '_'");
  task.label_lowest = fields.number("label_lowest");
  task.label_highest = fields.number("label_highest");
  if (!(task.label_lowest < task.label_highest))
    fields.refuse("label_highest", "expected more than label_lowest");
  task.zero_means = fields.text("zero_means");
  task.one_means = fields.text("one_means");
  fields.refuse_others();
  return task;
}

std::vector<ModelOutput> outputs_from(JsonFields& card) {
  std::vector<ModelOutput> outputs;
  std::set<std::string> names;
  for (auto& fields : card.objects("outputs")) {
    ModelOutput output;
    output.tensor = fields.text("tensor");
    for (auto& task : fields.objects("tasks")) {
      output.tasks.push_back(task_from(task));
      if (!names.insert(output.tasks.back().name).second) task.refuse("name", "used twice");
    }
    if (output.tasks.empty()) fields.refuse("tasks", "expected at least one task");
    fields.refuse_others();
    outputs.push_back(std::move(output));
  }
  if (outputs.empty()) card.refuse("outputs", "expected at least one output");
  if (outputs[0].tasks[0].name != "overall") card.refuse("outputs[0].tasks[0].name", "expected overall");
  return outputs;
}

std::vector<TaskWeight> choice_from(JsonFields fields, const ModelCard& card) {
  std::vector<TaskWeight> choice;
  const auto tasks = card.task_names();
  double sum = 0;
  for (const auto& name : fields.names()) {
    if (std::find(tasks.begin(), tasks.end(), name) == tasks.end())
      fields.refuse(name, "expected one of the model's tasks");
    choice.push_back({name, fields.number(name)});
    if (!(choice.back().weight >= 0)) fields.refuse(name, "expected a weight of 0 or more");
    sum += choice.back().weight;
  }
  if (!(sum > 0)) fields.refuse("overall", "expected weights that are not all 0");
  return choice;
}

ModelCard card_from(const boost::json::value& value, const std::string& file) {
  JsonFields fields(value, file, "");
  ModelCard card;
  card.format_version = static_cast<int>(fields.whole("format_version"));
  if (card.format_version != ModelCard::known_format_version)
    fields.refuse("format_version", "expected " + std::to_string(ModelCard::known_format_version) +
                                        ", found " + std::to_string(card.format_version));
  card.name = fields.text("name");
  card.network_file = fields.text("network_file");
  if (card.network_file.empty() ||
      std::filesystem::path(card.network_file).filename().string() != card.network_file)
    fields.refuse("network_file", "expected a file name without a folder");
  card.network_sha256 = fields.text("network_sha256");
  if (card.network_sha256.size() != 64 ||
      card.network_sha256.find_first_not_of("0123456789abcdef") != std::string::npos)
    fields.refuse("network_sha256", "expected 64 lower-case hex digits");
  card.input = input_from(fields.object("input"));
  card.outputs = outputs_from(fields);
  card.provenance = provenance_from(fields.object("provenance"));
  card.licence = fields.text("licence");
  card.limits = fields.texts("limits");
  if (fields.has("choice")) card.choice = choice_from(fields.object("choice"), card);
  if (fields.has("int8")) card.int8 = int8_from(fields.object("int8"));
  if (fields.has("bfloat16")) card.bfloat16 = bfloat16_from(fields.object("bfloat16"));
  fields.refuse_others();
  return card;
}

boost::json::object json(const ModelInput& input) {
  return {{"tensor", input.tensor},
          {"width", input.size.width},
          {"height", input.size.height},
          {"channels", input.channels == ChannelOrder::rgb ? "rgb" : "bgr"},
          {"resize", "warp"},
          {"mean", {input.mean[0], input.mean[1], input.mean[2]}},
          {"scale", input.scale},
          {"levels", {input.darkest, input.brightest}}};
}

boost::json::array json(const std::vector<ModelOutput>& outputs) {
  boost::json::array list;
  for (const auto& output : outputs) {
    boost::json::array tasks;
    for (const auto& task : output.tasks)
      tasks.emplace_back(boost::json::object{{"name", task.name},
                                             {"label_lowest", task.label_lowest},
                                             {"label_highest", task.label_highest},
                                             {"zero_means", task.zero_means},
                                             {"one_means", task.one_means}});
    list.emplace_back(boost::json::object{{"tensor", output.tensor}, {"tasks", std::move(tasks)}});
  }
  return list;
}

boost::json::object json(const std::vector<TaskWeight>& choice) {
  boost::json::object weights;
  for (const auto& [task, weight] : choice) weights[task] = weight;
  return weights;
}

boost::json::object json(const ModelCard& card) {
  boost::json::object object = {{"format_version", card.format_version},
                                {"name", card.name},
                                {"network_file", card.network_file},
                                {"network_sha256", card.network_sha256},
                                {"input", json(card.input)},
                                {"outputs", json(card.outputs)},
                                {"provenance", provenance_json(card.provenance)},
                                {"licence", card.licence},
                                {"limits", boost::json::value_from(card.limits)}};
  if (!card.choice.empty()) object["choice"] = json(card.choice);
  if (card.int8) object["int8"] = int8_json(*card.int8);
  if (card.bfloat16) object["bfloat16"] = bfloat16_json(*card.bfloat16);
  return object;
}

}  // namespace

std::vector<std::string> ModelCard::task_names() const {
  std::vector<std::string> names;
  for (const auto& output : outputs)
    for (const auto& task : output.tasks) names.push_back(task.name);
  return names;
}

ModelCard read_card(const std::filesystem::path& file) {
  const auto bytes = read_file(file);
  const std::string name = file.string();
  boost::system::error_code fault;
  const auto value = boost::json::parse({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, fault);
  if (fault) throw Error(ErrorKind::bad_model, name + ": not JSON: " + fault.message());
  return card_from(value, name);
}

void write_card(const ModelCard& card, const std::filesystem::path& file) {
  const boost::json::value value = json(card);
  card_from(value, file.string());
  write_file(file, indented(value) + "\n");
}

std::filesystem::path card_path(const std::filesystem::path& network) {
  return std::filesystem::path(network).replace_extension(".json");
}

}  // namespace aesthetic
