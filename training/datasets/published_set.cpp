// SPDX-License-Identifier: MIT
#include "datasets/published_set.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "aesthetic/error.hpp"

namespace aesthetic::training {
namespace {

namespace fs = std::filesystem;
using Readers = std::map<std::string, PublishedSetReader>;

// In a function: registrations of other files may come before this file's variables are made.
Readers& readers() {
  static Readers all;
  return all;
}

void look_for_pictures(PublishedSet& set, const fs::path& folder, bool skip_missing) {
  const auto all = set.pictures.size();
  const auto gone = std::stable_partition(set.pictures.begin(), set.pictures.end(), [](const auto& picture) {
    return fs::is_regular_file(picture.file);
  });
  for (auto picture = gone; picture != set.pictures.end(); ++picture) set.missing.push_back(picture->image);
  const auto first = gone == set.pictures.end() ? std::string() : gone->file.string();
  set.pictures.erase(gone, set.pictures.end());
  if (set.missing.empty() || (skip_missing && !set.pictures.empty())) return;
  throw Error(ErrorKind::bad_data, folder.string() + ": " + std::to_string(set.missing.size()) + " of the " +
                                       std::to_string(all) + " pictures of " + set.name +
                                       " are missing, first " + first);
}

}  // namespace

PublishedSet read_published_set(const std::string& name, const fs::path& folder,
                                const PublishedSetOptions& options) {
  const auto found = readers().find(name);
  if (found == readers().end()) {
    std::string known;
    for (const auto& [other, read] : readers()) known += (known.empty() ? "" : ", ") + other;
    throw Error(ErrorKind::bad_data, "data set " + name + ": unknown; known are " + known);
  }
  if (!fs::exists(folder)) throw Error(ErrorKind::not_found, folder.string() + ": no such folder");
  if (!fs::is_directory(folder)) throw Error(ErrorKind::bad_data, folder.string() + ": is not a folder");
  auto set = found->second(folder, options);
  if (!options.labels_only) look_for_pictures(set, folder, options.skip_missing);
  return set;
}

PublishedSetRegistration::PublishedSetRegistration(const std::string& name, PublishedSetReader read) {
  readers().emplace(name, std::move(read));
}

fs::path folder_with(const fs::path& folder, const std::vector<std::string>& candidates,
                     const std::string& file) {
  for (const auto& candidate : candidates)
    if (fs::exists(folder / candidate / file)) return folder / candidate;
  return folder / candidates.front();
}

}  // namespace aesthetic::training
