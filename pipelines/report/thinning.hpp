// SPDX-License-Identifier: MIT
//
// A few thousand frames that draw the same curves as all frames of a long video.
//
//   for (const std::size_t position : thinned(frames, chosen, 4000)) draw(frames[position]);
#pragma once

#include <cstddef>
#include <vector>

#include "best/selection.hpp"

namespace aesthetic {

// Positions of scored frames (fresh ones), in order: all of them where they are at most `most`. Else, of each
// of many equal stretches, the frames with the lowest and the highest value of every task; about `most` in
// all. The frames at the positions `always` are among them; these must be fresh ones.
std::vector<std::size_t> thinned(const std::vector<ScoredFrame>& frames,
                                 const std::vector<std::size_t>& always, std::size_t most);

}  // namespace aesthetic
