// SPDX-License-Identifier: MIT
#include "int8_json.hpp"

#include <set>

namespace aesthetic {

Int8Calibration int8_from(JsonFields fields) {
  Int8Calibration int8;
  if (const auto version = fields.whole("format_version"); version != Int8Calibration::known_format_version)
    fields.refuse("format_version", "expected " + std::to_string(Int8Calibration::known_format_version) +
                                        ", found " + std::to_string(version));
  const auto count = [&](std::string_view name) {
    const auto pictures = fields.whole(name);
    if (pictures < 1 || pictures > 1'000'000'000) fields.refuse(name, "expected a number of pictures");
    return static_cast<int>(pictures);
  };
  int8.pictures = count("pictures");
  int8.held_out = count("held_out");
  int8.greatest_difference = fields.number("greatest_difference");
  if (!(int8.greatest_difference >= 0)) fields.refuse("greatest_difference", "expected 0 or more");
  std::set<std::string> names;
  for (auto& range : fields.objects("ranges")) {
    int8.ranges.push_back({range.text("tensor"), range.number("lowest"), range.number("highest")});
    const auto& made = int8.ranges.back();
    if (!(made.lowest <= 0 && made.highest >= 0)) range.refuse("lowest", "expected a range that holds 0");
    if (!names.insert(made.tensor).second) range.refuse("tensor", "used twice");
    range.refuse_others();
  }
  if (int8.ranges.empty()) fields.refuse("ranges", "expected at least one");
  fields.refuse_others();
  return int8;
}

boost::json::object int8_json(const Int8Calibration& int8) {
  boost::json::array ranges;
  for (const auto& range : int8.ranges)
    ranges.emplace_back(
        boost::json::object{{"tensor", range.tensor}, {"lowest", range.lowest}, {"highest", range.highest}});
  return {{"format_version", Int8Calibration::known_format_version},
          {"pictures", int8.pictures},
          {"held_out", int8.held_out},
          {"greatest_difference", int8.greatest_difference},
          {"ranges", std::move(ranges)}};
}

}  // namespace aesthetic
