// SPDX-License-Identifier: MIT
//
// A folder of the running test's own, gone with the object.
//
//   const TemporaryFolder folder;
//   write_file(folder / "card.json", "{}");
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <string>

namespace aesthetic::test {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string test = testing::UnitTest::GetInstance()->current_test_info()->name();
    // A test with a parameter is called NAME/3; a folder in a folder would leave the outer one behind.
    std::replace(test.begin(), test.end(), '/', '-');
    folder_ = std::filesystem::temp_directory_path() / ("aesthetic-" + std::to_string(getpid()) + "-" + test);
    std::filesystem::create_directories(folder_);
  }
  ~TemporaryFolder() {
    std::error_code fault;
    std::filesystem::remove_all(folder_, fault);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::filesystem::path operator/(const std::string& name) const { return folder_ / name; }

 private:
  std::filesystem::path folder_;
};

}  // namespace aesthetic::test
