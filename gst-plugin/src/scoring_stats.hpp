// SPDX-License-Identifier: MIT
//
// What became of the frames of a stream, for the property `stats`.
//
//   ScoringStats stats;
//   stats.count(Turn::score);
//   stats.add_time(8 * GST_MSECOND);
//   StructurePtr structure = stats.structure();
#pragma once

#include <gst/gst.h>

#include <boost/accumulators/accumulators.hpp>
#include <boost/accumulators/statistics/max.hpp>
#include <boost/accumulators/statistics/mean.hpp>
#include <boost/accumulators/statistics/p_square_quantile.hpp>
#include <boost/accumulators/statistics/stats.hpp>

#include "gst_handles.hpp"
#include "pace.hpp"

namespace aesthetic {

// For one thread at a time.
class ScoringStats {
 public:
  ScoringStats();

  // A frame passed; `turn`: what was decided about it.
  void count(Turn turn);
  // One scoring took so long: sampling and network.
  void add_time(GstClockTime time);

  // The times of another model say nothing of those to come.
  void forget_times();

  // 99th percentile of the times so far, 0 before the first.
  GstClockTime slow_time() const;

  // A structure "application/x-aesthetic-stats" with frames, scored, skipped-interval, skipped-late,
  // skipped-empty (guint64), mean-time and p99-time (guint64, nanoseconds).
  StructurePtr structure() const;

 private:
  using Times = boost::accumulators::accumulator_set<
      double, boost::accumulators::stats<boost::accumulators::tag::max, boost::accumulators::tag::mean,
                                         boost::accumulators::tag::p_square_quantile>>;

  guint64 scored_ = 0, between_ = 0, late_ = 0, empty_ = 0;
  Times times_;
};

}  // namespace aesthetic
