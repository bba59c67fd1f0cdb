// SPDX-License-Identifier: MIT
#include "best/journal.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "aesthetic/error.hpp"
#include "clips.hpp"
#include "program.hpp"
#include "temporary_folder.hpp"

namespace aesthetic {
namespace {

using test::TemporaryFolder;

ScoredFrame frame_number(int number) {
  const auto names = std::make_shared<const Scores::Names>(Scores::Names{"overall", "red"});
  ScoredFrame frame;
  frame.index = number;
  frame.pts = static_cast<std::uint64_t>(number) * 40'000'000;
  frame.time = 0.04 * number;
  frame.scores = Scores(names, {0.1F * static_cast<float>(number), 1.0F / 3});
  frame.verdict = Verdict::blurred;
  frame.look = look_of(test::smooth_picture({64, 48}, number));
  frame.pass = Pass::fine;
  frame.damaged = number % 2 == 1;
  return frame;
}

boost::json::object header_of(const std::string& video) {
  return {{"video", video}};
}

void append(const std::filesystem::path& file, const std::string& video, int from, int to) {
  Journal journal(file, header_of(video));
  for (int i = from; i < to; ++i) journal.append(frame_number(i));
}

TEST(Journal, GivesBackWhatWasWritten) {
  const TemporaryFolder folder;
  append(folder / "out/scores.jsonl", "a", 0, 3);
  append(folder / "out/scores.jsonl", "a", 3, 4);
  const Journal journal(folder / "out/scores.jsonl", header_of("a"));
  ASSERT_EQ(journal.frames().size(), 4U);
  for (int i = 0; i < 4; ++i) {
    const ScoredFrame expected = frame_number(i);
    const ScoredFrame& frame = journal.frames()[static_cast<std::size_t>(i)];
    EXPECT_EQ(frame.index, expected.index);
    EXPECT_EQ(frame.pts, expected.pts);
    EXPECT_EQ(frame.time, expected.time);
    EXPECT_EQ(frame.scores.overall(), expected.scores.overall());
    EXPECT_EQ(frame.scores.value(1), expected.scores.value(1));
    EXPECT_EQ(frame.scores.name(1), "red");
    EXPECT_EQ(frame.verdict, expected.verdict);
    EXPECT_EQ(frame.look.shares, expected.look.shares);
    EXPECT_EQ(frame.pass, expected.pass);
    EXPECT_EQ(frame.damaged, expected.damaged);
  }
}

TEST(Journal, GoesOnBehindTheLastWholeLine) {
  const TemporaryFolder folder;
  append(folder / "scores.jsonl", "a", 0, 3);
  const std::string whole = test::text_of(folder / "scores.jsonl");
  std::ofstream(folder / "scores.jsonl", std::ios::binary) << whole.substr(0, whole.size() - 7);
  {
    Journal journal(folder / "scores.jsonl", header_of("a"));
    EXPECT_EQ(journal.frames().size(), 2U);
    journal.append(frame_number(2));
  }
  EXPECT_EQ(test::text_of(folder / "scores.jsonl"), whole);
}

TEST(Journal, OfOtherWorkStaysUntilThereIsAFrame) {
  const TemporaryFolder folder;
  append(folder / "scores.jsonl", "a", 0, 3);
  const std::string before = test::text_of(folder / "scores.jsonl");
  Journal journal(folder / "scores.jsonl", header_of("b"));
  EXPECT_TRUE(journal.frames().empty());
  EXPECT_EQ(test::text_of(folder / "scores.jsonl"), before);
  journal.append(frame_number(0));
  EXPECT_EQ(test::lines_of(test::text_of(folder / "scores.jsonl")).size(), 2U);
}

TEST(Journal, IsNotReadBeyondADamagedLine) {
  const TemporaryFolder folder;
  append(folder / "scores.jsonl", "a", 0, 3);
  auto lines = test::lines_of(test::text_of(folder / "scores.jsonl"));
  lines[2].replace(3, 4, "????");
  std::ofstream out(folder / "scores.jsonl", std::ios::binary);
  for (const auto& line : lines) out << line << '\n';
  out.close();
  EXPECT_EQ(Journal(folder / "scores.jsonl", header_of("a")).frames().size(), 1U);
}

TEST(Journal, IsNotForTwoAtATime) {
  const TemporaryFolder folder;
  Journal one(folder / "scores.jsonl", header_of("a"));
  one.append(frame_number(0));
  Journal other(folder / "scores.jsonl", header_of("b"));
  EXPECT_THROW(other.append(frame_number(0)), Error);
  EXPECT_EQ(test::lines_of(test::text_of(folder / "scores.jsonl")).size(), 2U);
}

TEST(Journal, SaysWhereItCannotWrite) {
  Journal journal("/proc/missing/scores.jsonl", header_of("a"));
  EXPECT_THROW(journal.append(frame_number(0)), Error);
}

}  // namespace
}  // namespace aesthetic
