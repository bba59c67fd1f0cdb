// SPDX-License-Identifier: MIT
#include "datasets/spoiling.hpp"

#include "datasets/spoiling_kinds.hpp"

namespace aesthetic::training {
namespace {

struct Kind {
  const char* name;
  cv::Mat (*spoil)(const cv::Mat&, double, cv::RNG&);
};

// In the order of Flaw.
constexpr std::array<Kind, all_flaws.size()> kinds = {{{"motion_blur", motion_blurred},
                                                       {"defocus", defocused},
                                                       {"too_dark", underexposed},
                                                       {"too_bright", overexposed},
                                                       {"noise", noisy},
                                                       {"tilt", tilted},
                                                       {"obstruction", obstructed},
                                                       {"veil", veiled}}};

}  // namespace

std::string name_of(Flaw flaw) {
  return kinds.at(static_cast<std::size_t>(flaw)).name;
}

cv::Mat spoil(const cv::Mat& bgr, Flaw flaw, double strength, cv::RNG& random) {
  return kinds.at(static_cast<std::size_t>(flaw)).spoil(bgr, strength, random);
}

}  // namespace aesthetic::training
