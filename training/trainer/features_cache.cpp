// SPDX-License-Identifier: MIT
#include "trainer/features_cache.hpp"

#include <torch/serialize/archive.h>

#include <sstream>
#include <string>
#include <system_error>

#include "aesthetic/error.hpp"
#include "aesthetic/file.hpp"

namespace aesthetic::training {
namespace {

// Raised when the same pictures and network would give other features.
constexpr int features_version = 1;

std::string joined(const std::vector<int>& numbers) {
  std::string text;
  for (const int number : numbers) text += ' ' + std::to_string(number);
  return text;
}

void describe_picture(const std::filesystem::path& picture, std::ostream& text) {
  std::error_code missing;
  const auto size = std::filesystem::file_size(picture, missing);
  if (missing) throw Error(ErrorKind::not_found, picture.string() + ": no such file");
  text << std::filesystem::absolute(picture).string() << ' ' << size << ' '
       << std::filesystem::last_write_time(picture).time_since_epoch().count() << '\n';
}

}  // namespace

std::filesystem::path features_file(const std::filesystem::path& folder, const NetworkOptions& network,
                                    const std::string& weights, int first_tuned, std::int64_t views,
                                    const std::vector<std::filesystem::path>& pictures) {
  std::ostringstream text;
  text << features_version << '\n'
       << weights << '\n'
       << network.backbone << ' ' << network.size << ' ' << network.darkest << ' ' << network.brightest
       << '\n'
       << joined(network.head.levels) << '/' << joined(network.head.square_levels) << '/'
       << network.head.grid_stage << ' ' << network.head.name << '\n'
       << first_tuned << ' ' << views << '\n';
  for (const auto& picture : pictures) describe_picture(picture, text);
  const auto described = text.str();
  return folder / ("frozen-" + sha256({described.begin(), described.end()}) + ".pt");
}

std::optional<FrozenFeatures> read_features(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) return std::nullopt;
  try {
    torch::serialize::InputArchive archive;
    archive.load_from(file.string());
    FrozenFeatures frozen;
    archive.read("features", frozen.features);
    archive.try_read("activations", frozen.activations);
    c10::IValue first_tuned;
    archive.read("first_tuned", first_tuned);
    frozen.first_tuned = static_cast<int>(first_tuned.toInt());
    return frozen;
  } catch (const std::exception&) {
    // LibTorch's texts are pages long and speak of its own insides.
    throw Error(ErrorKind::bad_data, file.string() + ": is broken; delete it");
  }
}

void write_features(const FrozenFeatures& frozen, const std::filesystem::path& file) {
  const auto partial = std::filesystem::path(file).concat(".part");
  std::error_code fault;
  std::filesystem::create_directories(file.parent_path(), fault);
  try {
    torch::serialize::OutputArchive archive;
    archive.write("features", frozen.features);
    if (frozen.activations.defined()) archive.write("activations", frozen.activations);
    archive.write("first_tuned", c10::IValue(frozen.first_tuned));
    archive.save_to(partial.string());
  } catch (const std::exception&) {
    std::filesystem::remove(partial, fault);
    throw Error(ErrorKind::unreadable, file.string() + ": cannot be written");
  }
  std::filesystem::rename(partial, file, fault);
  if (fault) throw Error(ErrorKind::unreadable, file.string() + ": cannot be written: " + fault.message());
}

}  // namespace aesthetic::training
