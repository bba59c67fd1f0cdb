// SPDX-License-Identifier: MIT
#include "best/frame_collection.hpp"

#include <gtest/gtest.h>

#include "clips.hpp"
#include "program.hpp"
#include "temporary_folder.hpp"

namespace aesthetic::test {
namespace {

// Adds the frames of a clip, the first half in one pass, the others in another; counts the thumbnails.
std::size_t thumbnails_of(Pass first, Pass second) {
  const TemporaryFolder folder;
  write_clip_of_levels(folder / "clip.mkv", {40, 120, 200, 80});
  BestSettings settings;
  settings.card = read_card(card_path(mean_network()));
  Journal journal(folder / "scores.jsonl", {});
  Thumbnails thumbnails;
  FrameCollection frames(journal, settings, &thumbnails);
  VideoReader reader(folder / "clip.mkv", Scoring{mean_network()});
  while (const auto frame = reader.next()) frames.add(*frame, frame->index < 2 ? first : second);
  EXPECT_NEAR(frames.best(), score_of_level(200), score_tolerance);
  return thumbnails.all().size();
}

TEST(FrameCollection, MakesThumbnailsOfTheFirstLook) {
  EXPECT_EQ(thumbnails_of(Pass::exact, Pass::exact), 4U);
  EXPECT_EQ(thumbnails_of(Pass::key, Pass::fine), 2U);
}

// As with a decoder that gives nothing for key frames alone.
TEST(FrameCollection, MakesThumbnailsOfWhatComesWhereNoKeyFrameDoes) {
  EXPECT_EQ(thumbnails_of(Pass::gap, Pass::fine), 2U);
}

}  // namespace
}  // namespace aesthetic::test
