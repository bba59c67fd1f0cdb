// SPDX-License-Identifier: MIT
#include "partition.hpp"

#include <algorithm>
#include <functional>
#include <set>

namespace aesthetic::layers {
namespace {

class Partition {
 public:
  Partition(const std::vector<std::vector<int>>& sources, const std::vector<bool>& ours)
      : ours_(ours), parts_(sources.size()), reads_(sources.size()), part_of_(sources.size()) {
    for (std::size_t node = 0; node < sources.size(); ++node) add(static_cast<int>(node), sources[node]);
  }

  std::vector<Part> in_order() const {
    std::vector<Part> ordered;
    std::vector<bool> done(parts_.size());
    const std::function<void(int)> visit = [&](int part) {
      if (done[at(part)]) return;
      done[at(part)] = true;
      for (const int read : reads_[at(part)]) visit(read);
      ordered.push_back(parts_[at(part)]);
    };
    for (std::size_t part = 0; part < parts_.size(); ++part)
      if (!parts_[part].empty()) visit(static_cast<int>(part));
    return ordered;
  }

 private:
  static std::size_t at(int index) { return static_cast<std::size_t>(index); }

  // Starts as a part of its own, then joins one after the other of those it reads.
  void add(int node, const std::vector<int>& sources) {
    int part = node;
    parts_[at(part)] = {node};
    part_of_[at(node)] = part;
    for (const int source : sources) reads_[at(part)].insert(part_of_[at(source)]);
    if (!ours_[at(node)]) return;
    for (const int source : sources) {
      const int other = part_of_[at(source)];
      if (other != part && ours_[at(source)] && may_join(part, other)) part = join(part, other);
    }
  }

  // No third part may lie between them.
  bool may_join(int a, int b) const { return !lies_between(a, b) && !lies_between(b, a); }

  bool lies_between(int reader, int read) const {
    std::set<int> seen;
    const std::function<bool(int)> reaches = [&](int part) {
      if (part == read) return true;
      if (!seen.insert(part).second) return false;
      const auto& next = reads_[at(part)];
      return std::any_of(next.begin(), next.end(), reaches);
    };
    const auto& next = reads_[at(reader)];
    return std::any_of(next.begin(), next.end(), [&](int part) { return part != read && reaches(part); });
  }

  // Into the part with the lower number, which is returned.
  int join(int a, int b) {
    const int kept = std::min(a, b);
    const int gone = std::max(a, b);
    for (const int node : parts_[at(gone)]) part_of_[at(node)] = kept;
    parts_[at(kept)].insert(parts_[at(kept)].end(), parts_[at(gone)].begin(), parts_[at(gone)].end());
    std::sort(parts_[at(kept)].begin(), parts_[at(kept)].end());
    parts_[at(gone)].clear();
    reads_[at(kept)].insert(reads_[at(gone)].begin(), reads_[at(gone)].end());
    reads_[at(gone)].clear();
    for (auto& reads : reads_)
      if (reads.erase(gone) > 0) reads.insert(kept);
    reads_[at(kept)].erase(kept);
    return kept;
  }

  const std::vector<bool>& ours_;
  std::vector<Part> parts_;           // by number; empty where it went into another
  std::vector<std::set<int>> reads_;  // parts that a part reads
  std::vector<int> part_of_;          // number of a node's part
};

}  // namespace

std::vector<Part> partition(const std::vector<std::vector<int>>& sources, const std::vector<bool>& ours) {
  return Partition(sources, ours).in_order();
}

}  // namespace aesthetic::layers
