// SPDX-License-Identifier: MIT
//
// Files that appear in a folder together or not at all: they are written into a temporary folder inside it
// (so that the target may be a mount point) and renamed at the end. What fails before leaves the folder as it
// was.
//
//   OutputFolder folder("best-frames");           // fails early where nothing could be written
//   folder.write("report.html", page);
//   folder.commit();
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace aesthetic {

class OutputFolder {
 public:
  // Throws Error(unreadable) when `target` is no folder or cannot be written.
  explicit OutputFolder(const std::filesystem::path& target);
  // Removes what was not committed.
  ~OutputFolder();
  OutputFolder(const OutputFolder&) = delete;
  OutputFolder& operator=(const OutputFolder&) = delete;

  // Where to write the file `name` now.
  std::filesystem::path file(const std::string& name);
  // Where it will be, for faults.
  std::filesystem::path place(const std::string& name) const { return target_ / name; }
  // Writes it. Throws Error(unreadable) that names the place where it would be.
  void write(const std::string& name, std::string_view bytes);
  void write(const std::string& name, const std::vector<unsigned char>& bytes);

  // Moves all files to the target. Files there for which `stale` is true are of an earlier run and go, as
  // does what a run left that was killed.
  // Throws Error(unreadable).
  void commit(const std::function<bool(const std::string&)>& stale);

 private:
  std::filesystem::path target_;
  std::filesystem::path temporary_;  // empty until the first file
  bool created_ = false;             // the target was not there before
  std::vector<std::string> names_;
};

}  // namespace aesthetic
