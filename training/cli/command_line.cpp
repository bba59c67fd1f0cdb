// SPDX-License-Identifier: MIT
#include "cli/command_line.hpp"

#include <boost/program_options.hpp>
#include <ostream>

namespace aesthetic::training {

namespace po = boost::program_options;

std::optional<po::variables_map> read_command_line(const Call& call, const po::options_description& options,
                                                   std::ostream& out) {
  po::variables_map values;
  po::store(po::command_line_parser(call.arguments).options(options).positional({}).run(), values);
  if (values.count("help") > 0) {
    out << options;
    return std::nullopt;
  }
  po::notify(values);
  return values;
}

}  // namespace aesthetic::training
