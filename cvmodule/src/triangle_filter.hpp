// SPDX-License-Identifier: MIT
//
// The triangle filter in one direction: each output line is the weighted mean of the input lines that a
// triangle around it covers, which is as wide as the reduction (linear interpolation when enlarging). Lines
// beyond the edge repeat the edge's.
//
//   TriangleFilter filter({0, 1080, 224, 1080});
//   for (int tap = 0; tap < filter.taps(i); ++tap) sum += filter.weights(i)[tap] * line(filter.first(i) +
//   tap);
#pragma once

#include <cstddef>
#include <vector>

namespace aesthetic {

class TriangleFilter {
 public:
  struct Lines {
    double begin = 0;   // the output covers the input from here, where input line j covers j to j + 1,
    double extent = 0;  // over so much
    int outputs = 0;
    int inputs = 0;

    bool operator==(const Lines& other) const;
  };
  // Weights are there so often one after the other, and tables end with so many zero weights more: for loops
  // over interleaved channels in blocks.
  struct Layout {
    int repeats = 1;
    int block = 1;  // taps; the number of taps is a multiple of it
  };

  TriangleFilter() = default;
  TriangleFilter(const Lines& lines, const Layout& layout);

  const Lines& lines() const { return lines_; }
  // The first input line that output line i reads, and how many there are.
  int first(int i) const { return first_[static_cast<std::size_t>(i)]; }
  int taps(int i) const { return taps_[static_cast<std::size_t>(i)]; }
  // Their weights, whose sum is 1: taps(i) of them (each `repeats` times), with zeros up to a full block.
  const float* weights(int i) const { return weights_.data() + offsets_[static_cast<std::size_t>(i)]; }

 private:
  Lines lines_;
  std::vector<int> first_, taps_;
  std::vector<std::size_t> offsets_;
  std::vector<float> weights_;
};

}  // namespace aesthetic
