// SPDX-License-Identifier: MIT
#include "best/inputs.hpp"

#include <gst/base/gsttypefindhelper.h>

#include <algorithm>
#include <array>
#include <boost/algorithm/string/case_conv.hpp>
#include <fstream>
#include <set>
#include <string_view>

#include "reading/gst.hpp"

namespace aesthetic {
namespace {

namespace fs = std::filesystem;

bool is_named_like_video(const fs::path& file) {
  constexpr std::array<std::string_view, 24> extensions = {
      ".3gp", ".asf", ".avi",  ".divx", ".dv",  ".flv", ".ivf", ".m2ts", ".m4v", ".mjpeg", ".mkv",  ".mov",
      ".mp4", ".mpe", ".mpeg", ".mpg",  ".mts", ".mxf", ".ogm", ".ogv",  ".ts",  ".vob",   ".webm", ".wmv"};
  const std::string extension = boost::algorithm::to_lower_copy(file.extension().string());
  return std::find(extensions.begin(), extensions.end(), extension) != extensions.end();
}

// Sound in a container of its own (audio/...) is none.
bool begins_like_video(const fs::path& file) {
  constexpr std::size_t enough = 65536;
  std::vector<char> bytes(enough);
  std::ifstream in(file, std::ios::binary);
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  const auto size = static_cast<gsize>(in.gcount());
  if (size == 0) return false;
  const gst::Ptr<GstCaps> caps(
      gst_type_find_helper_for_data(nullptr, reinterpret_cast<const guint8*>(bytes.data()), size, nullptr));
  if (caps == nullptr) return false;
  const std::string_view type = gst_structure_get_name(gst_caps_get_structure(caps.get(), 0));
  return type.substr(0, 6) == "video/" || type == "application/mxf" || type == "application/vnd.rn-realmedia";
}

bool is_hidden(const fs::path& path) {
  return path.filename().string().front() == '.';
}

class Search {
 public:
  explicit Search(const fs::path& output) {
    std::error_code fault;
    output_ = fs::weakly_canonical(output, fault);
  }

  void add_file(const fs::path& file) {
    std::error_code fault;
    const fs::path real = fs::weakly_canonical(file, fault);
    if (seen_.insert(fault ? file : real).second) result.videos.push_back(file);
  }

  void add_folder(const fs::path& folder) {
    std::vector<std::string> others;
    search(folder, others);
    if (others.empty()) return;
    constexpr std::size_t most_names = 3;
    std::string line = folder.string() + ": skipped " + std::to_string(others.size()) +
                       (others.size() == 1 ? " file that is no video (" : " files that are no videos (");
    for (std::size_t i = 0; i < std::min(others.size(), most_names); ++i)
      line += (i > 0 ? ", " : "") + others[i];
    result.skipped.push_back(line + (others.size() > most_names ? ", ...)" : ")"));
  }

  Inputs result;

 private:
  void search(const fs::path& folder, std::vector<std::string>& others) {
    std::error_code fault;
    std::vector<fs::path> entries;
    for (fs::directory_iterator entry(folder, fault), end; !fault && entry != end; entry.increment(fault))
      entries.push_back(entry->path());
    if (fault) result.faults.push_back(folder.string() + ": cannot be read: " + fault.message());
    std::sort(entries.begin(), entries.end());
    for (const fs::path& entry : entries) {
      if (is_hidden(entry)) continue;
      const auto status = fs::status(entry, fault);
      if (fs::is_directory(status)) {
        if (!fs::is_symlink(entry, fault) && fs::weakly_canonical(entry, fault) != output_)
          search(entry, others);
      } else if (is_named_like_video(entry) || (fs::is_regular_file(status) && begins_like_video(entry))) {
        add_file(entry);
      } else {
        others.push_back(entry.filename().string());
      }
    }
  }

  fs::path output_;
  std::set<fs::path> seen_;
};

}  // namespace

Inputs find_videos(const std::vector<std::string>& named, const fs::path& output) {
  Search search(output);
  for (const std::string& name : named) {
    std::error_code fault;
    if (fs::is_directory(name, fault)) {
      search.add_folder(name);
    } else {
      search.add_file(name);
    }
  }
  return std::move(search.result);
}

std::vector<std::string> unique_names(const std::vector<fs::path>& videos) {
  std::set<std::string> taken;
  std::vector<std::string> names;
  for (const fs::path& video : videos) {
    const std::string stem = video.stem().string();
    std::string name = stem;
    for (int number = 2; !taken.insert(name).second; ++number) name = stem + "-" + std::to_string(number);
    names.push_back(name);
  }
  return names;
}

}  // namespace aesthetic
