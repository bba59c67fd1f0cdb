// SPDX-License-Identifier: MIT
//
// How well a score tells two kinds apart.
//
//   auc({0.9, 0.4, 0.6}, {1, 0, 1});  // 1
#pragma once

#include <vector>

namespace aesthetic::training {

// Area under the receiver operating characteristic: how often a value of the kind with a label above 0.5 is
// higher than one of the others; ties count half. 0.5 where there is only one kind. Lists of the same length.
double auc(const std::vector<double>& values, const std::vector<double>& labels);

}  // namespace aesthetic::training
