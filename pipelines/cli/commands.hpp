// SPDX-License-Identifier: MIT
//
// The subcommands of the program `aesthetic`, one file each. They take their own name and arguments as main
// does and return the exit status. Throw Error for faults and boost::program_options::error for wrong usage.
#pragma once

namespace aesthetic {

int run_score(int argc, const char* const* argv);
int run_best(int argc, const char* const* argv);
int run_watch(int argc, const char* const* argv);
int run_devices(int argc, const char* const* argv);
int run_quantize(int argc, const char* const* argv);
int run_bench(int argc, const char* const* argv);

}  // namespace aesthetic
