// SPDX-License-Identifier: MIT
//
// Tells before hours of work, not after them, that a folder cannot be written.
//
//   require_writable_folder("runs/lite");
#pragma once

#include <filesystem>

namespace aesthetic::training {

// Creates the folder where it is missing and tries a file in it. Throws Error(unreadable) "FOLDER: ...".
void require_writable_folder(const std::filesystem::path& folder);

}  // namespace aesthetic::training
