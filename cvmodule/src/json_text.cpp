// SPDX-License-Identifier: MIT
#include "json_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace aesthetic {
namespace {

std::string margin(int depth) {
  return "\n" + std::string(2 * static_cast<std::size_t>(depth), ' ');
}

bool is_flat(const boost::json::array& list) {
  return std::all_of(list.begin(), list.end(), [](const auto& item) { return item.is_number(); });
}

std::string indented_list(const boost::json::array& list, int depth) {
  std::string text = "[";
  for (const auto& item : list)
    text += (text.size() > 1 ? "," : "") + margin(depth + 1) + indented(item, depth + 1);
  return text + margin(depth) + "]";
}

// The shortest form that reads back as the same double (Boost.JSON always writes an exponent).
std::string number_text(double number) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
  return {text.data(), end};
}

std::string indented_object(const boost::json::object& object, int depth) {
  std::string text = "{";
  for (const auto& field : object)
    text += (text.size() > 1 ? "," : "") + margin(depth + 1) + boost::json::serialize(field.key()) + ": " +
            indented(field.value(), depth + 1);
  return text + margin(depth) + "}";
}

}  // namespace

std::string indented(const boost::json::value& value, int depth) {
  if (const auto* object = value.if_object(); object != nullptr && !object->empty())
    return indented_object(*object, depth);
  if (const auto* list = value.if_array(); list != nullptr && !is_flat(*list))
    return indented_list(*list, depth);
  if (const auto* list = value.if_array(); list != nullptr) {
    std::string text = "[";
    for (const auto& item : *list) text += (text.size() > 1 ? ", " : "") + indented(item, depth);
    return text + "]";
  }
  if (value.is_double()) return number_text(value.get_double());
  return boost::json::serialize(value);
}

}  // namespace aesthetic
