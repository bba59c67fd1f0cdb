// SPDX-License-Identifier: MIT
#include "cli/console.hpp"

#include <unistd.h>

namespace aesthetic::training {

Progress::Style console_style() {
  return isatty(STDERR_FILENO) != 0 ? Progress::Style::bar : Progress::Style::lines;
}

}  // namespace aesthetic::training
