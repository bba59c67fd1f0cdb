// SPDX-License-Identifier: MIT
//
// The properties of aestheticscore: their names, ranges and texts, and how they reach its ScoreState.
//
//   install_score_properties(object_class);                      // class_init
//   set_score_property(state, object, {id, spec}, value);        // any thread
#pragma once

#include "score_state.hpp"

namespace aesthetic {

// As GObject names it.
struct PropertyRef {
  guint id;
  GParamSpec* spec;
};

void install_score_properties(GObjectClass* object_class);

// Must not be called with the element's object lock held. Warn as GObject does of a property that is not
// there.
void set_score_property(ScoreState& state, GObject* object, const PropertyRef& property, const GValue* value);
void get_score_property(const ScoreState& state, GObject* object, const PropertyRef& property, GValue* value);

}  // namespace aesthetic
