// SPDX-License-Identifier: MIT
//
// The part of a model card that says how the network's scores in bfloat16 agree with float32, from and to
// JSON.
#pragma once

#include <boost/json.hpp>

#include "aesthetic/model_card.hpp"
#include "json_fields.hpp"

namespace aesthetic {

// Throws Error(bad_model) naming the field.
Bfloat16Agreement bfloat16_from(JsonFields fields);
boost::json::object bfloat16_json(const Bfloat16Agreement& bfloat16);

}  // namespace aesthetic
