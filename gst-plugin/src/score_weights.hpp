// SPDX-License-Identifier: MIT
//
// One number from the scores on a frame: what frames are compared by.
//
//   const ScoreWeights weights("overall=0.7,quality=0.3");
//   double value = weights.value(gst_custom_meta_get_structure(meta));
#pragma once

#include <gst/gst.h>

#include <string>
#include <vector>

#include "aesthetic/model_card.hpp"
#include "aesthetic/scores.hpp"

namespace aesthetic {

// What a card says that frames are chosen by, as ScoreWeights reads it; "overall" where it says nothing.
std::string text_of(const std::vector<TaskWeight>& choice);

class ScoreWeights {
 public:
  // "overall", the name of an attribute, or names with weights: "overall=0.7,quality=0.3". Weights are
  // 0 or more, not all 0. Throws Error(bad_data) that quotes the faulty part.
  explicit ScoreWeights(const std::string& text = "overall");

  // The weighted mean, 0..1, of what GstAestheticScoreMeta holds (aesthetic/score_meta.h). Throws
  // Error(bad_data) where it lacks a name, with the names it has.
  double value(const GstStructure* score) const;
  // The same of scores that `model` gave.
  double value(const Scores& scores, const std::string& model) const;

 private:
  struct Part {
    std::string name;
    double weight;
  };
  static Part part_of(const std::string& text);

  std::vector<Part> parts_;
  double sum_ = 0;
};

}  // namespace aesthetic
