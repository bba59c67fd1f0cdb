// SPDX-License-Identifier: MIT
#include "trainer/features_cache.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <torch/serialize/archive.h>
#include <unistd.h>

#include <cerrno>
#include <sstream>
#include <string>
#include <system_error>

#include "aesthetic/error.hpp"
#include "aesthetic/file.hpp"
#include "trainer/mapped_tensor.hpp"

namespace aesthetic::training {
namespace {

// Raised when the same pictures and network would give other features.
constexpr int features_version = 2;

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

// On the disk, whatever the system still keeps of it in memory.
bool synchronise(const std::filesystem::path& file) {
  const int handle = open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (handle < 0) return false;
  const bool done = fsync(handle) == 0;
  close(handle);
  return done;
}

}  // namespace

std::filesystem::path activations_file(const std::filesystem::path& file) {
  return std::filesystem::path(file).replace_extension(".activations");
}

std::filesystem::path features_file(const std::filesystem::path& folder, const NetworkOptions& network,
                                    const std::string& weights, int first_tuned, std::int64_t views,
                                    Precision precision, const std::vector<std::filesystem::path>& pictures) {
  std::ostringstream text;
  text << features_version << '\n'
       << weights << '\n'
       << network.backbone << ' ' << network.size << ' ' << network.darkest << ' ' << network.brightest
       << '\n'
       << joined(network.head.levels) << '/' << joined(network.head.square_levels) << '/'
       << network.head.grid_stage << ' ' << network.head.name << '\n'
       << first_tuned << ' ' << views << ' ' << (precision == Precision::float32 ? "" : "bfloat16") << '\n';
  for (const auto& picture : pictures) describe_picture(picture, text);
  const auto described = text.str();
  return folder / ("frozen-" + sha256({described.begin(), described.end()}) + ".pt");
}

FeaturesLock::FeaturesLock(const std::filesystem::path& file) {
  const auto lock = std::filesystem::path(file).replace_extension(".lock");
  descriptor_ = open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  int locked = -1;
  // A signal breaks the waiting off.
  while (descriptor_ >= 0 && (locked = flock(descriptor_, LOCK_EX)) != 0 && errno == EINTR) {
  }
  if (locked == 0) return;
  if (descriptor_ >= 0) close(descriptor_);
  throw Error(ErrorKind::unreadable, lock.string() + ": cannot be locked");
}

FeaturesLock::~FeaturesLock() {
  close(descriptor_);
}

std::optional<FrozenFeatures> read_features(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) return std::nullopt;
  try {
    torch::serialize::InputArchive archive;
    archive.load_from(file.string());
    FrozenFeatures frozen;
    archive.read("features", frozen.features);
    c10::IValue first_tuned;
    archive.read("first_tuned", first_tuned);
    frozen.first_tuned = static_cast<int>(first_tuned.toInt());
    c10::IValue shape;
    archive.read("activations_shape", shape);
    if (!shape.toIntVector().empty())
      frozen.activations = open_mapped(activations_file(file), shape.toIntVector(), torch::kHalf);
    return frozen;
  } catch (const Error&) {
    throw;
  } catch (const std::exception&) {
    // LibTorch's texts are pages long and speak of its own insides.
    throw Error(ErrorKind::bad_data, file.string() + ": is broken; delete it");
  }
}

void write_features(const FrozenFeatures& frozen, const std::filesystem::path& file) {
  const auto refuse = [&] { throw Error(ErrorKind::unreadable, file.string() + ": cannot be written"); };
  // The file's being there says that its activations are whole.
  if (frozen.activations.defined() && !synchronise(activations_file(file))) refuse();
  const auto partial = std::filesystem::path(file).concat(".part");
  std::error_code fault;
  try {
    torch::serialize::OutputArchive archive;
    archive.write("features", frozen.features);
    archive.write("first_tuned", c10::IValue(frozen.first_tuned));
    archive.write("activations_shape",
                  c10::IValue(frozen.activations.defined() ? frozen.activations.sizes().vec()
                                                           : std::vector<std::int64_t>()));
    archive.save_to(partial.string());
  } catch (const std::exception&) {
    std::filesystem::remove(partial, fault);
    refuse();
  }
  std::filesystem::rename(partial, file, fault);
  if (fault) throw Error(ErrorKind::unreadable, file.string() + ": cannot be written: " + fault.message());
}

}  // namespace aesthetic::training
