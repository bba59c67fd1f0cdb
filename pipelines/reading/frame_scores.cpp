// SPDX-License-Identifier: MIT
#include "reading/frame_scores.hpp"

#include <utility>
#include <vector>

namespace aesthetic {
namespace {

std::shared_ptr<const Scores::Names> names_of(const GstStructure* attributes) {
  Scores::Names names = {"overall"};
  const int count = attributes != nullptr ? gst_structure_n_fields(attributes) : 0;
  for (int i = 0; i < count; ++i)
    names.emplace_back(gst_structure_nth_field_name(attributes, static_cast<guint>(i)));
  return std::make_shared<const Scores::Names>(std::move(names));
}

}  // namespace

std::optional<FrameScores> FrameScoresReader::read(GstBuffer* buffer) {
  GstCustomMeta* meta = gst_buffer_get_custom_meta(buffer, "GstAestheticScoreMeta");
  if (meta == nullptr) return std::nullopt;
  return read(gst_custom_meta_get_structure(meta));
}

FrameScores FrameScoresReader::read(const GstStructure* fields) {
  const GValue* holder = gst_structure_get_value(fields, "attributes");
  const GstStructure* attributes = holder != nullptr ? gst_value_get_structure(holder) : nullptr;
  if (names_ == nullptr) names_ = names_of(attributes);

  double value = 0;
  std::vector<float> values;
  values.reserve(names_->size());
  for (std::size_t i = 0; i < names_->size(); ++i) {
    gst_structure_get_double(i == 0 ? fields : attributes, names_->at(i).c_str(), &value);
    values.push_back(static_cast<float>(value));
  }
  const char* model = gst_structure_get_string(fields, "model");
  gboolean fresh = FALSE;
  gst_structure_get_boolean(fields, "fresh", &fresh);
  return {{names_, std::move(values)}, model != nullptr ? model : "", fresh != FALSE};
}

}  // namespace aesthetic
