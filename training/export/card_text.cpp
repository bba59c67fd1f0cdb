// SPDX-License-Identifier: MIT
#include "export/card_text.hpp"

#include <boost/json.hpp>

#include "aesthetic/error.hpp"
#include "aesthetic/file.hpp"

namespace aesthetic::training {

namespace json = boost::json;

namespace {

// Reads fields of one file and names the one that is wrong.
class Reader {
 public:
  explicit Reader(std::string file) : file_(std::move(file)) {}

  [[noreturn]] void refuse(const std::string& fault) const {
    throw Error(ErrorKind::bad_data, file_ + ": " + fault);
  }

  template <typename Value>
  Value get(const json::object& object, const std::string& name) const {
    const auto* const value = object.if_contains(name);
    if (value == nullptr) refuse(name + ": missing");
    try {
      return json::value_to<Value>(*value);
    } catch (const std::exception&) {
      refuse(name + ": of another type than expected");
    }
  }

 private:
  std::string file_;
};

Task read_task(const Reader& reader, const json::object& object) {
  Task task;
  task.zero_means = reader.get<std::string>(object, "zero_means");
  task.one_means = reader.get<std::string>(object, "one_means");
  return task;
}

DataSet read_data_set(const Reader& reader, const json::object& object) {
  DataSet set;
  set.name = reader.get<std::string>(object, "name");
  set.source = reader.get<std::string>(object, "source");
  set.terms = reader.get<std::string>(object, "terms");
  set.raters = reader.get<std::string>(object, "raters");
  return set;
}

Trial read_trial(const Reader& reader, const json::object& object) {
  Trial trial;
  trial.what = reader.get<std::string>(object, "what");
  for (const auto& item : reader.get<std::vector<json::object>>(object, "figures"))
    trial.figures.push_back({reader.get<std::string>(item, "task"), reader.get<std::string>(item, "data_set"),
                             reader.get<std::string>(item, "protocol"), reader.get<int>(item, "images"),
                             reader.get<double>(item, "srcc"), reader.get<double>(item, "plcc")});
  return trial;
}

json::object parse(const std::filesystem::path& file, const Reader& reader) {
  const auto bytes = read_file(file);
  json::error_code fault;
  const auto value = json::parse({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, fault);
  if (fault || !value.is_object()) reader.refuse("is not a JSON object");
  return value.get_object();
}

}  // namespace

CardText read_card_text(const std::filesystem::path& file) {
  const Reader reader(file.string());
  const auto object = parse(file, reader);
  CardText text;
  text.name = reader.get<std::string>(object, "name");
  text.architecture = reader.get<std::string>(object, "architecture");
  text.licence = reader.get<std::string>(object, "licence");
  text.limits = reader.get<std::vector<std::string>>(object, "limits");
  using Objects = std::map<std::string, json::object>;
  for (const auto& [name, task] : reader.get<Objects>(object, "tasks"))
    text.tasks[name] = read_task(reader, task);
  for (const auto& [name, set] : reader.get<Objects>(object, "data_sets"))
    text.data_sets[name] = read_data_set(reader, set);
  for (const auto& trial : reader.get<std::vector<json::object>>(object, "trials"))
    text.trials.push_back(read_trial(reader, trial));
  if (object.contains("choice"))
    for (const auto& weight : reader.get<json::object>(object, "choice"))
      text.choice.push_back(
          {weight.key(), reader.get<double>(object.at("choice").as_object(), weight.key())});
  return text;
}

}  // namespace aesthetic::training
