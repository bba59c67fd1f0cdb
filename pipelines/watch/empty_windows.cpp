// SPDX-License-Identifier: MIT
#include "watch/empty_windows.hpp"

#include <utility>

namespace aesthetic {
namespace {

constexpr std::array<std::pair<const char*, const char*>, 5> fields = {
    {{"refused-black", "black"},
     {"refused-blank", "blank"},
     {"refused-blurred", "blurred"},
     {"refused-min-score", "below --min-score"},
     {"skipped-empty", "damaged"}}};

guint64 count(const GstStructure* stats, const char* field) {
  guint64 value = 0;
  gst_structure_get_uint64(stats, field, &value);
  return value;
}

}  // namespace

std::optional<std::string> EmptyWindows::look(const GstStructure* stats) {
  const bool ended = std::exchange(windows_, count(stats, "windows")) < windows_;
  const bool kept = std::exchange(chosen_, count(stats, "chosen")) < chosen_;
  if (!ended || (said_ && !kept)) return std::nullopt;
  std::string text;
  for (std::size_t i = 0; i < reasons; ++i) {
    const guint64 now = count(stats, fields[i].first);
    const guint64 more = now - refused_[i];
    if (kept) refused_[i] = now;
    if (more > 0) text += (text.empty() ? " " : ", ") + std::to_string(more) + ' ' + fields[i].second;
  }
  said_ = !kept && !text.empty();
  if (!said_) return std::nullopt;
  return "no frame kept:" + text;
}

}  // namespace aesthetic
