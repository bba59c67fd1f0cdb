// SPDX-License-Identifier: MIT
//
// The scored frames of one video: those of its journal and those that come, which enter the journal.
//
//   FrameCollection frames(journal, settings, nullptr);
//   while (auto frame = reader.next()) frames.add(*frame, Pass::exact);
//   choose_frames(frames.in_time(), rules);
#pragma once

#include <memory>
#include <unordered_set>
#include <vector>

#include "best/journal.hpp"
#include "best/selection.hpp"
#include "best/settings.hpp"
#include "picture_gate.hpp"
#include "reading/video_reader.hpp"
#include "report/thumbnails.hpp"

namespace aesthetic {

class FrameCollection {
 public:
  // `thumbnails`, where they are wanted, are made of the frames of the first look, which come in the order of
  // time.
  FrameCollection(Journal& journal, const BestSettings& settings, Thumbnails* thumbnails);
  ~FrameCollection();

  // Looks at the picture too. Throws Error: unreadable where the journal cannot be written; bad_picture.
  void add(const VideoFrame& frame, Pass pass);

  const std::vector<ScoredFrame>& in_time();
  // Those of passes before `pass`.
  std::vector<ScoredFrame> before(Pass pass);
  std::unordered_set<std::uint64_t> known() const;
  bool empty() const { return frames_.empty(); }
  double best() const { return best_; }  // of what frames are ranked by

 private:
  double value_of(const ScoredFrame& frame) const;
  void look(const VideoFrame& frame, ScoredFrame& scored);

  Journal& journal_;
  const BestSettings& settings_;
  Thumbnails* thumbnails_;
  std::vector<ScoredFrame> frames_;
  bool sorted_ = false;
  Pass first_ = Pass::exact;  // in which the first frame came
  double best_ = 0;
  std::unique_ptr<PictureGate> gate_;
  GstVideoInfo info_ = {};  // of the frames that `gate_` is for
};

}  // namespace aesthetic
