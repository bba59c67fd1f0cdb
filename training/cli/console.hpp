// SPDX-License-Identifier: MIT
//
// How the commands show their progress on standard error.
#pragma once

#include "aesthetic/progress.hpp"

namespace aesthetic::training {

// A bar on a terminal, a line now and then elsewhere.
Progress::Style console_style();

}  // namespace aesthetic::training
