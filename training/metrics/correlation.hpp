// SPDX-License-Identifier: MIT
//
// How well predictions agree with people: SRCC, PLCC, MAE and RMSE.
//
//   double agreement = srcc(predictions, labels);
//
// Both lists are of the same length. A correlation needs two values and is 0 when one list is constant.
#pragma once

#include <vector>

namespace aesthetic::training {

// Spearman's rank correlation coefficient, ties get their average rank. -1..1
double srcc(const std::vector<double>& a, const std::vector<double>& b);

// Pearson's linear correlation coefficient. -1..1
double plcc(const std::vector<double>& a, const std::vector<double>& b);

// Mean absolute error; 0 for empty lists.
double mae(const std::vector<double>& a, const std::vector<double>& b);

// Root of the mean squared error; 0 for empty lists.
double rmse(const std::vector<double>& a, const std::vector<double>& b);

// SRCC of every column with every other, in their order; columns are lists of the same length.
std::vector<std::vector<double>> srcc_matrix(const std::vector<std::vector<double>>& columns);

}  // namespace aesthetic::training
