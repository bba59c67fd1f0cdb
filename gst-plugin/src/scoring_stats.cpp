// SPDX-License-Identifier: MIT
#include "scoring_stats.hpp"

namespace aesthetic {

namespace accumulators = boost::accumulators;

ScoringStats::ScoringStats() : times_(accumulators::quantile_probability = 0.99) {}

void ScoringStats::forget_times() {
  times_ = Times(accumulators::quantile_probability = 0.99);
}

void ScoringStats::count(Turn turn) {
  switch (turn) {
    case Turn::score:
      ++scored_;
      break;
    case Turn::between:
      ++between_;
      break;
    case Turn::late:
      ++late_;
      break;
    case Turn::empty:
      ++empty_;
      break;
  }
}

void ScoringStats::add_time(GstClockTime time) {
  times_(static_cast<double>(time));
}

GstClockTime ScoringStats::slow_time() const {
  const auto times = accumulators::count(times_);
  if (times == 0) return 0;
  // The estimate of the quantile begins with five values.
  const double slow = times < 5 ? accumulators::max(times_) : accumulators::p_square_quantile(times_);
  return static_cast<GstClockTime>(slow);
}

StructurePtr ScoringStats::structure() const {
  const bool timed = accumulators::count(times_) > 0;
  const auto mean = static_cast<guint64>(timed ? accumulators::mean(times_) : 0.0);
  return StructurePtr(gst_structure_new(
      "application/x-aesthetic-stats", "frames", G_TYPE_UINT64, scored_ + between_ + late_ + empty_, "scored",
      G_TYPE_UINT64, scored_, "skipped-interval", G_TYPE_UINT64, between_, "skipped-late", G_TYPE_UINT64,
      late_, "skipped-empty", G_TYPE_UINT64, empty_, "mean-time", G_TYPE_UINT64, mean, "p99-time",
      G_TYPE_UINT64, slow_time(), nullptr));
}

}  // namespace aesthetic
