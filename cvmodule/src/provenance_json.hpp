// SPDX-License-Identifier: MIT
//
// The part of a model card that says where the model comes from, to and from JSON.
#pragma once

#include <boost/json.hpp>

#include "aesthetic/model_card.hpp"
#include "json_fields.hpp"

namespace aesthetic {

Provenance provenance_from(JsonFields fields);
boost::json::object provenance_json(const Provenance& provenance);

}  // namespace aesthetic
