// SPDX-License-Identifier: MIT
//
// Joins operations of a stretch where one primitive does several: normalisation, activations and residual
// sums go into the operation before them.
#pragma once

#include <set>

#include "operation.hpp"

namespace aesthetic::layers {

// `operations` in an order in which they can run; `outputs` are the tensors that others read.
Operations fuse(Operations operations, const std::set<std::string>& outputs);

}  // namespace aesthetic::layers
