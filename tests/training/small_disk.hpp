// SPDX-License-Identifier: MIT
//
// A disk that is soon full: a tmpfs of a few bytes, as long as the object lives. Where mounting is not
// allowed a test says so and skips.
//
//   const SmallDisk disk(folder / "disk", 1 << 20);
//   if (!disk.mounted()) GTEST_SKIP() << disk.fault();
#pragma once

#include <sys/mount.h>

#include <cerrno>
#include <cstddef>
#include <filesystem>
#include <string>
#include <system_error>

namespace aesthetic::test {

class SmallDisk {
 public:
  SmallDisk(const std::filesystem::path& folder, std::size_t bytes) : folder_(folder) {
    std::filesystem::create_directories(folder);
    const auto options = "size=" + std::to_string(bytes);
    mounted_ = mount("tmpfs", folder.c_str(), "tmpfs", 0, options.c_str()) == 0;
    if (!mounted_) fault_ = "a tmpfs cannot be mounted here: " + std::generic_category().message(errno);
  }
  ~SmallDisk() {
    if (mounted_) umount2(folder_.c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  bool mounted() const noexcept { return mounted_; }
  const std::string& fault() const noexcept { return fault_; }

 private:
  std::filesystem::path folder_;
  bool mounted_ = false;
  std::string fault_;
};

}  // namespace aesthetic::test
