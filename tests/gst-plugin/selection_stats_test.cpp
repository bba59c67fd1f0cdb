// SPDX-License-Identifier: MIT
#include "selection_stats.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace aesthetic::test {
namespace {

std::map<std::string, guint64> numbers(const SelectionStats& stats) {
  const StructurePtr structure = stats.structure();
  std::map<std::string, guint64> result;
  for (gint i = 0; i < gst_structure_n_fields(structure.get()); ++i) {
    const gchar* name = gst_structure_nth_field_name(structure.get(), static_cast<guint>(i));
    EXPECT_TRUE(gst_structure_get_uint64(structure.get(), name, &result[name])) << name;
  }
  return result;
}

TEST(SelectionStats, AllIsNothingAtFirst) {
  const auto stats = numbers({});
  EXPECT_EQ(stats.size(), 11U);
  for (const auto& [name, number] : stats) EXPECT_EQ(number, 0U) << name;
}

TEST(SelectionStats, EveryFateHasItsNumber) {
  const std::pair<Fate, std::string> fates[] = {{Fate::held, ""},
                                                {Fate::beaten, ""},
                                                {Fate::unscored, "skipped-unscored"},
                                                {Fate::stale, "skipped-stale"},
                                                {Fate::empty, "skipped-empty"},
                                                {Fate::low, "refused-min-score"},
                                                {Fate::near, "refused-min-gap"},
                                                {Fate::black, "refused-black"},
                                                {Fate::blank, "refused-blank"},
                                                {Fate::blurred, "refused-blurred"}};
  for (const auto& [fate, name] : fates) {
    SelectionStats stats;
    stats.count(fate);
    for (const auto& [field, number] : numbers(stats))
      EXPECT_EQ(number, field == "frames" || field == name ? 1U : 0U) << name << ": " << field;
  }
}

TEST(SelectionStats, WindowsAndWhatTheyPassedAreCounted) {
  SelectionStats stats;
  stats.count_window(3);
  stats.count_window(0);
  EXPECT_EQ(numbers(stats).at("windows"), 2U);
  EXPECT_EQ(numbers(stats).at("chosen"), 3U);
}

}  // namespace
}  // namespace aesthetic::test
