// SPDX-License-Identifier: MIT
//
// Options as GNU programs print them, which help2man makes manual pages of and bash-completion completes.
//
//   -n, --count N          how many frames (default: 3)
//       --quiet            print no progress
#pragma once

#include <boost/program_options/options_description.hpp>
#include <string>

namespace aesthetic {

// Without the option named `hidden`.
std::string options_text(const boost::program_options::options_description& options,
                         const std::string& hidden);

}  // namespace aesthetic
