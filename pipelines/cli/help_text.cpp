// SPDX-License-Identifier: MIT
#include "cli/help_text.hpp"

#include <sstream>

namespace aesthetic {
namespace {

namespace po = boost::program_options;

constexpr std::size_t column = 29;  // where the descriptions begin
constexpr std::size_t width = 100;

// "-n, --count N (=3)" as Boost has it is "-n [ --count ] N (=3)".
struct Parts {
  std::string head;           // "  -n, --count N"
  std::string default_value;  // "3", empty for none
};

Parts parts_of(const po::option_description& option) {
  const std::string names = option.format_name();
  const bool has_short = names.find('[') != std::string::npos;
  Parts parts;
  parts.head = has_short ? "  " + names.substr(0, 2) + ", --" : "      --";
  parts.head += option.long_name();
  std::string value = option.format_parameter();
  const auto begin = value.rfind(" (=");
  if (begin != std::string::npos) {
    parts.default_value = value.substr(begin + 3, value.size() - begin - 4);
    value.erase(begin);
  }
  if (!value.empty()) parts.head += ' ' + value;
  return parts;
}

// Lines of words, those after the first one indented.
std::string wrapped(const std::string& text) {
  std::istringstream words(text);
  std::string lines;
  std::size_t used = 0;
  for (std::string word; words >> word;) {
    if (used > 0 && column + used + 1 + word.size() > width) {
      lines += '\n' + std::string(column, ' ');
      used = 0;
    }
    lines += (used > 0 ? " " : "") + word;
    used += word.size() + (used > 0 ? 1 : 0);
  }
  return lines;
}

}  // namespace

std::string options_text(const po::options_description& options, const std::string& hidden) {
  std::string text;
  for (const auto& option : options.options()) {
    if (option->long_name() == hidden) continue;
    const Parts parts = parts_of(*option);
    const std::string what = option->description() +
                             (parts.default_value.empty() ? "" : " (default: " + parts.default_value + ")");
    text += parts.head;
    // help2man wants two spaces between the two.
    text += parts.head.size() + 2 > column ? '\n' + std::string(column, ' ')
                                           : std::string(column - parts.head.size(), ' ');
    text += wrapped(what) + '\n';
  }
  return text;
}

}  // namespace aesthetic
