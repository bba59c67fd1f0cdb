// SPDX-License-Identifier: MIT
#include "trainer/phase.hpp"

#include <cmath>

namespace aesthetic::training {
namespace {

constexpr double pi = 3.14159265358979323846;

}  // namespace

double scheduled_share(const Phase& phase, double step, double steps) {
  switch (phase.schedule) {
    case Schedule::cosine:
      return (1 + std::cos(pi * step / steps)) / 2;
    case Schedule::constant:
      return 1;
    case Schedule::steps:
      return std::pow(phase.decay_rate, std::floor(step / static_cast<double>(phase.decay_steps)));
  }
  return 1;
}

}  // namespace aesthetic::training
