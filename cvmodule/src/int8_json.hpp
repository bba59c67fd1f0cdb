// SPDX-License-Identifier: MIT
//
// The part of a model card that says how the network runs in int8, from and to JSON.
#pragma once

#include <boost/json.hpp>

#include "aesthetic/model_card.hpp"
#include "json_fields.hpp"

namespace aesthetic {

// Throws Error(bad_model) naming the field.
Int8Calibration int8_from(JsonFields fields);
boost::json::object int8_json(const Int8Calibration& int8);

}  // namespace aesthetic
