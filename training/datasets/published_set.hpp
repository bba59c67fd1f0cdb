// SPDX-License-Identifier: MIT
//
// A data set of rated pictures in the layout its authors publish.
//
//   PublishedSet set = read_published_set("aadb", "data/AADB", {});
//   std::cout << set.pictures.size() << ' ' << set.tasks[1].name << '\n';  // 9958 balancing_elements
//
// A new data set is a new file: a function, and a PublishedSetRegistration that gives it its name.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace aesthetic::training {

enum class Part { train, validation, test };

struct PublishedTask {
  std::string name;    // "overall", the first one of every set; "vivid_color"
  std::string column;  // what the set's files call it
  double lowest = 0;   // of its labels
  double highest = 1;
};

struct PublishedPicture {
  std::filesystem::path file;
  std::string image;                 // its file's name
  std::vector<double> labels;        // in the set's own units, one for each task
  std::vector<double> distribution;  // of the single scores, each the share of the raters who gave it, from
                                     // the lowest score on; empty where the set has only means
  Part part = Part::train;
};

struct PublishedSet {
  std::string name;
  std::string split;  // where its parts come from, for people
  std::vector<PublishedTask> tasks;
  std::vector<PublishedPicture> pictures;  // a picture may stand in two parts, as the set's lists have it
  std::vector<std::string> missing;        // pictures that were left out because they are not there
};

struct PublishedSetOptions {
  bool labels_only = false;   // nobody looks for the pictures
  bool skip_missing = false;  // pictures that are not there are left out; else they are an error
  std::uint64_t seed = 1;     // of the split of a set that has none
  int test_pictures = 570;    // of such a set
};

// Throws Error: not_found, unreadable; bad_data for an unknown name (naming the known ones), another layout
// than the set's, a label that is no number or outside its range (with file and line), missing pictures (how
// many, and the first).
PublishedSet read_published_set(const std::string& name, const std::filesystem::path& folder,
                                const PublishedSetOptions& options);

using PublishedSetReader =
    std::function<PublishedSet(const std::filesystem::path& folder, const PublishedSetOptions& options)>;
// The reader fills everything but `missing`; whether the pictures are there is looked at afterwards.
struct PublishedSetRegistration {
  PublishedSetRegistration(const std::string& name, PublishedSetReader read);
};

// The first of `folder` / CANDIDATE ("" for the folder itself) that holds `file`; the first candidate where
// none does.
std::filesystem::path folder_with(const std::filesystem::path& folder,
                                  const std::vector<std::string>& candidates, const std::string& file);

}  // namespace aesthetic::training
