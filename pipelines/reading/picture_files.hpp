// SPDX-License-Identifier: MIT
//
// The photographs in folders.
//
//   const PictureFiles found = picture_files({"holiday", "portrait.jpg"});
//   for (const std::string& file : found.files) std::cout << file << '\n';  // holiday/1.jpg,
//   holiday/beach/2.jpg
#pragma once

#include <string>
#include <vector>

namespace aesthetic {

struct PictureFiles {
  // Names that are no folders, as they are, and for each folder, in its place, the pictures in and below it:
  // all files whose names end as pictures' do, sorted by path. Hidden files and folders are left out, and
  // links to folders are not followed.
  std::vector<std::string> files;
  // "FOLDER: fault" of each folder that cannot be read or has no picture in or below it.
  std::vector<std::string> faults;
};

PictureFiles picture_files(const std::vector<std::string>& names);

}  // namespace aesthetic
