// SPDX-License-Identifier: MIT
//
// The commands of the program aesthetic-train. Each takes the arguments after its name and returns the exit
// status; results go to `out`, progress to `log`.
#pragma once

#include <iosfwd>
#include <stdexcept>
#include <string>
#include <vector>

namespace aesthetic::training {

struct Call {
  std::vector<std::string> arguments;  // after the command's name
  std::string command_line;            // the whole, as a person would type it again
};

int run_train(const Call& call, std::ostream& out, std::ostream& log);
int run_add_flawless(const Call& call, std::ostream& out, std::ostream& log);
int run_evaluate(const Call& call, std::ostream& out, std::ostream& log);
int run_report(const Call& call, std::ostream& out, std::ostream& log);
int run_explain(const Call& call, std::ostream& out, std::ostream& log);
int run_parameters(const Call& call, std::ostream& out, std::ostream& log);
int run_export(const Call& call, std::ostream& out, std::ostream& log);

}  // namespace aesthetic::training
