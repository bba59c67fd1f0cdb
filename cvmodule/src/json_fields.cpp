// SPDX-License-Identifier: MIT
#include "json_fields.hpp"

#include <utility>

#include "aesthetic/error.hpp"

namespace aesthetic {

JsonFields::JsonFields(const boost::json::value& value, std::string file, std::string path)
    : file_(std::move(file)), path_(std::move(path)), object_(value.if_object()) {
  if (object_ == nullptr) {
    const std::string where = path_.empty() ? file_ : file_ + ": " + path_;
    throw Error(ErrorKind::bad_model, where + ": expected a JSON object");
  }
}

bool JsonFields::has(std::string_view name) const {
  return object_->contains({name.data(), name.size()});
}

std::string JsonFields::text(std::string_view name) {
  const auto* text = field(name).if_string();
  if (text == nullptr) refuse(name, "expected a text");
  return {text->begin(), text->end()};
}

double JsonFields::number(std::string_view name) {
  const auto& value = field(name);
  if (!value.is_number()) refuse(name, "expected a number");
  return value.to_number<double>();
}

long long JsonFields::whole(std::string_view name) {
  const auto* whole = field(name).if_int64();
  if (whole == nullptr) refuse(name, "expected a whole number");
  return *whole;
}

JsonFields JsonFields::object(std::string_view name) {
  return {field(name), file_, path_of(name)};
}

std::vector<JsonFields> JsonFields::objects(std::string_view name) {
  std::vector<JsonFields> all;
  for (const auto& item : array(name))
    all.emplace_back(item, file_, path_of(name) + "[" + std::to_string(all.size()) + "]");
  return all;
}

std::vector<std::string> JsonFields::texts(std::string_view name) {
  std::vector<std::string> all;
  for (const auto& item : array(name)) {
    if (!item.is_string()) refuse(name, "expected a list of texts");
    all.emplace_back(item.get_string().begin(), item.get_string().end());
  }
  return all;
}

std::vector<double> JsonFields::numbers(std::string_view name) {
  std::vector<double> all;
  for (const auto& item : array(name)) {
    if (!item.is_number()) refuse(name, "expected a list of numbers");
    all.push_back(item.to_number<double>());
  }
  return all;
}

std::vector<std::string> JsonFields::names() const {
  std::vector<std::string> all;
  for (const auto& item : *object_) all.emplace_back(item.key().data(), item.key().size());
  return all;
}

void JsonFields::refuse_others() const {
  for (const auto& item : *object_)
    if (asked_.find(std::string_view(item.key().data(), item.key().size())) == asked_.end())
      refuse({item.key().data(), item.key().size()}, "unknown field");
}

void JsonFields::refuse(std::string_view name, const std::string& fault) const {
  throw Error(ErrorKind::bad_model, file_ + ": " + path_of(name) + ": " + fault);
}

const boost::json::value& JsonFields::field(std::string_view name) {
  asked_.emplace(name);
  const auto* value = object_->if_contains(boost::json::string_view(name.data(), name.size()));
  if (value == nullptr) refuse(name, "missing");
  return *value;
}

const boost::json::array& JsonFields::array(std::string_view name) {
  const auto* items = field(name).if_array();
  if (items == nullptr) refuse(name, "expected a list");
  return *items;
}

std::string JsonFields::path_of(std::string_view name) const {
  return path_.empty() ? std::string(name) : path_ + "." + std::string(name);
}

}  // namespace aesthetic
