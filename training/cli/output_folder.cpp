// SPDX-License-Identifier: MIT
#include "cli/output_folder.hpp"

#include <unistd.h>

#include <string>
#include <system_error>

#include "aesthetic/error.hpp"
#include "aesthetic/file.hpp"

namespace aesthetic::training {

void require_writable_folder(const std::filesystem::path& folder) {
  std::error_code fault;
  std::filesystem::create_directories(folder, fault);
  if (fault || !std::filesystem::is_directory(folder))
    throw Error(ErrorKind::unreadable,
                folder.string() + ": cannot be written: " + (fault ? fault.message() : "is not a folder"));
  // Several runs may try the same folder at a time.
  const auto probe = folder / ("writable-" + std::to_string(getpid()));
  write_file(probe, "");
  std::filesystem::remove(probe, fault);
}

}  // namespace aesthetic::training
