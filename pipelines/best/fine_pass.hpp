// SPDX-License-Identifier: MIT
//
// A closer look at what a coarse pass found: around the best of its frames ten frames a second, then every
// frame around the best of all.
//
//   pass_finely("film.mp4", settings, frames, show);
#pragma once

#include <filesystem>

#include "best/coarse_pass.hpp"

namespace aesthetic {

// Adds to `frames`, which has those of a coarse pass. Throws Error as VideoReader and FrameCollection do.
void pass_finely(const std::filesystem::path& file, const BestSettings& settings, FrameCollection& frames,
                 const ShowProgress& show);

}  // namespace aesthetic
