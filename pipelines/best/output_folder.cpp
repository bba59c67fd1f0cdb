// SPDX-License-Identifier: MIT
#include "best/output_folder.hpp"

#include <unistd.h>

#include <algorithm>
#include <boost/algorithm/string/replace.hpp>
#include <cerrno>
#include <cstdlib>
#include <system_error>

#include "aesthetic/error.hpp"
#include "aesthetic/file.hpp"

namespace aesthetic {
namespace {

namespace fs = std::filesystem;

constexpr const char* temporary_prefix = ".part-";

[[noreturn]] void fail(const fs::path& where, const std::string& fault) {
  throw Error(ErrorKind::unreadable, where.string() + ": cannot be written: " + fault);
}

std::string last_fault() {
  return std::generic_category().message(errno);
}

// The nearest folder at or above `path` that is there.
fs::path existing_part(fs::path path) {
  std::error_code fault;
  while (!fs::exists(path, fault) && path.has_relative_path()) path = path.parent_path();
  return path;
}

}  // namespace

OutputFolder::OutputFolder(const fs::path& target) : target_(fs::absolute(target).lexically_normal()) {
  if (!target_.has_filename()) target_ = target_.parent_path();
  const fs::path existing = existing_part(target_);
  std::error_code fault;
  if (!fs::is_directory(existing, fault)) fail(target_, existing.string() + " is not a folder");
  if (::access(existing.c_str(), W_OK) != 0) fail(target_, last_fault());
}

OutputFolder::~OutputFolder() {
  std::error_code ignored;
  if (temporary_.empty()) return;
  fs::remove_all(temporary_, ignored);
  if (created_ && fs::is_empty(target_, ignored)) fs::remove(target_, ignored);
}

fs::path OutputFolder::file(const std::string& name) {
  if (temporary_.empty()) {
    std::error_code fault;
    created_ = fs::create_directories(target_, fault);
    if (fault) fail(target_, fault.message());
    std::string pattern = (target_ / (std::string(temporary_prefix) + "XXXXXX")).string();
    if (::mkdtemp(pattern.data()) == nullptr) fail(target_, last_fault());
    temporary_ = pattern;
  }
  if (std::find(names_.begin(), names_.end(), name) == names_.end()) names_.push_back(name);
  return temporary_ / name;
}

void OutputFolder::write(const std::string& name, std::string_view bytes) {
  const fs::path now = file(name);
  try {
    write_file(now, bytes);
  } catch (const Error& error) {
    throw Error(error.kind(), boost::algorithm::replace_first_copy(std::string(error.what()), now.string(),
                                                                   place(name).string()));
  }
}

void OutputFolder::write(const std::string& name, const std::vector<unsigned char>& bytes) {
  write(name, std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
}

void OutputFolder::commit(const std::function<bool(const std::string&)>& stale) {
  std::error_code fault;
  std::vector<fs::path> old;
  for (const auto& entry : fs::directory_iterator(target_, fault)) {
    const std::string name = entry.path().filename().string();
    const bool of_killed_run = name.rfind(temporary_prefix, 0) == 0 && entry.path() != temporary_;
    if (of_killed_run) old.push_back(entry.path());
    if (stale(name) && std::find(names_.begin(), names_.end(), name) == names_.end())
      old.push_back(entry.path());
  }
  for (const std::string& name : names_) {
    fs::rename(temporary_ / name, target_ / name, fault);
    if (fault) fail(target_ / name, fault.message());
  }
  for (const fs::path& file : old) fs::remove_all(file, fault);
}

}  // namespace aesthetic
