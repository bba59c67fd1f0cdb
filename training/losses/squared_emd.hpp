// SPDX-License-Identifier: MIT
//
// How far two distributions over ordered scores are apart: the squared earth mover's distance with r = 2 of
// NIMA (Talebi and Milanfar 2018, "NIMA: neural image assessment", https://arxiv.org/abs/1709.05424), which
// Hou, Yu and Samaras 2016 gave to ordered classes (https://arxiv.org/abs/1611.05916).
//
//   loss = mean over pictures i with a distribution of mean over bins k of (F[i, k] - G[i, k])^2
//
// F and G are the cumulative distributions. A rater one score away costs less than one five scores away,
// which cross-entropy does not see.
//
//   torch::Tensor loss = masked_squared_emd(outputs.distribution(logits, 0), shares);
#pragma once

#include <torch/types.h>

namespace aesthetic::training {

// Both (n, bins), rows of sum 1; `wanted` has rows of NaN where there is no distribution, which count
// nothing. 0 when there is none at all.
torch::Tensor masked_squared_emd(const torch::Tensor& predicted, const torch::Tensor& wanted);

}  // namespace aesthetic::training
