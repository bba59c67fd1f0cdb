// SPDX-License-Identifier: MIT
//
// The options of a command, read from its arguments, and --help.
//
//   const auto values = read_command_line(call, options, out);
//   if (!values) return 0;  // --help
#pragma once

#include <boost/program_options/options_description.hpp>
#include <boost/program_options/variables_map.hpp>
#include <iosfwd>
#include <optional>

#include "cli/commands.hpp"

namespace aesthetic::training {

// `options` with --help among them. Nothing when --help was asked for, which is then printed to `out`.
// Throws boost::program_options::error for a wrong use.
std::optional<boost::program_options::variables_map> read_command_line(
    const Call& call, const boost::program_options::options_description& options, std::ostream& out);

}  // namespace aesthetic::training
