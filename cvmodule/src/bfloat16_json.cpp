// SPDX-License-Identifier: MIT
#include "bfloat16_json.hpp"

namespace aesthetic {

Bfloat16Agreement bfloat16_from(JsonFields fields) {
  Bfloat16Agreement bfloat16;
  const auto pictures = fields.whole("pictures");
  if (pictures < 1 || pictures > 1'000'000'000) fields.refuse("pictures", "expected a number of pictures");
  bfloat16.pictures = static_cast<int>(pictures);
  bfloat16.greatest_difference = fields.number("greatest_difference");
  if (!(bfloat16.greatest_difference >= 0)) fields.refuse("greatest_difference", "expected 0 or more");
  bfloat16.least_srcc = fields.number("least_srcc");
  if (!(bfloat16.least_srcc >= -1 && bfloat16.least_srcc <= 1)) fields.refuse("least_srcc", "expected -1..1");
  fields.refuse_others();
  return bfloat16;
}

boost::json::object bfloat16_json(const Bfloat16Agreement& bfloat16) {
  return {{"pictures", bfloat16.pictures},
          {"greatest_difference", bfloat16.greatest_difference},
          {"least_srcc", bfloat16.least_srcc}};
}

}  // namespace aesthetic
