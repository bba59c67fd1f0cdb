// SPDX-License-Identifier: MIT
//
// Strict reading of a JSON object: every field must be there, have the right type, and be known. Whatever is
// wrong is one Error(bad_model): "card.json: input.size: expected a whole number".
//
//   JsonFields fields(value, "card.json", "input");
//   const int size = fields.whole("size");
//   fields.refuse_others();
#pragma once

#include <boost/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace aesthetic {

class JsonFields {
 public:
  // `path` names the object inside the file for messages; empty for the whole file.
  JsonFields(const boost::json::value& value, std::string file, std::string path);

  bool has(std::string_view name) const;
  std::string text(std::string_view name);
  double number(std::string_view name);
  long long whole(std::string_view name);
  JsonFields object(std::string_view name);
  std::vector<JsonFields> objects(std::string_view name);  // an array of objects
  std::vector<std::string> texts(std::string_view name);   // an array of strings
  std::vector<double> numbers(std::string_view name);      // an array of numbers
  std::vector<std::string> names() const;                  // of all fields, in their order

  // Throws for the first field that was not asked for.
  void refuse_others() const;
  // Throws "FILE: PATH.NAME: FAULT".
  [[noreturn]] void refuse(std::string_view name, const std::string& fault) const;

 private:
  const boost::json::value& field(std::string_view name);
  const boost::json::array& array(std::string_view name);
  std::string path_of(std::string_view name) const;

  std::string file_;
  std::string path_;
  const boost::json::object* object_;
  std::set<std::string, std::less<>> asked_;
};

}  // namespace aesthetic
