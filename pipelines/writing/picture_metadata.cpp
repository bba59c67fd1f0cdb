// SPDX-License-Identifier: MIT
#include "writing/picture_metadata.hpp"

#include <array>
#include <ctime>
#include <exiv2/exiv2.hpp>
#include <mutex>

#include "aesthetic/error.hpp"
#include "cli/text.hpp"
#include "reading/gst.hpp"

namespace aesthetic {
namespace {

constexpr const char* our_namespace = "urn:aesthetic:score:1";

std::string describe(const PictureMetadata& metadata, const std::string& source) {
  const Scores& scores = metadata.scores;
  std::string text = source;
  if (metadata.time) text += " at " + clock_text(*metadata.time, 3);
  text += ", scored by " + metadata.model + ":";
  for (std::size_t i = 0; i < scores.size(); ++i)
    text += (i > 0 ? ", " : " ") + scores.name(i) + ' ' + fixed_text(scores.value(i), 3);
  return text;
}

// As cameras do: local time, and beside it what is before a second and what it is ahead of UTC (EXIF 2.31).
void put_time(Exiv2::ExifData& exif, std::chrono::system_clock::time_point taken) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(taken);
  const auto whole = std::chrono::system_clock::from_time_t(seconds);
  const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(taken - whole).count();
  std::tm local = {};
  ::localtime_r(&seconds, &local);
  const auto text = [&](const char* format) {
    std::array<char, 32> buffer = {};
    return std::string(buffer.data(), std::strftime(buffer.data(), buffer.size(), format, &local));
  };
  const std::string digits = std::to_string(1000 + milliseconds);
  exif["Exif.Photo.DateTimeOriginal"] = text("%Y:%m:%d %H:%M:%S");
  exif["Exif.Photo.SubSecTimeOriginal"] = digits.substr(1);
  exif["Exif.Photo.OffsetTimeOriginal"] = text("%z").insert(3, ":");
}

void put(Exiv2::Image& image, const PictureMetadata& metadata) {
  const gst::Ptr<gchar> utf8(g_utf8_make_valid(metadata.source.c_str(), -1));
  const std::string source = utf8.get();
  const Scores& scores = metadata.scores;
  Exiv2::ExifData& exif = image.exifData();
  exif["Exif.Image.ImageDescription"] = describe(metadata, source);
  exif["Exif.Image.Software"] = std::string("aesthetic");
  exif["Exif.Image.Orientation"] = std::uint16_t{1};
  if (metadata.taken) put_time(exif, *metadata.taken);
  Exiv2::XmpData& xmp = image.xmpData();
  xmp["Xmp.dc.source"] = source;
  xmp["Xmp.dc.description"] = describe(metadata, source);
  if (metadata.time) xmp["Xmp.score.time"] = number_text(*metadata.time);
  xmp["Xmp.score.model"] = metadata.model;
  for (std::size_t i = 0; i < scores.size(); ++i)
    xmp["Xmp.score." + scores.name(i)] = number_text(short_double(scores.value(i)));
}

// Exiv2's XMP toolkit is for one thread at a time.
std::unique_lock<std::mutex> lock_toolkit() {
  static std::mutex mutex;
  std::unique_lock lock(mutex);
  static std::once_flag registered;
  std::call_once(registered, [] { Exiv2::XmpProperties::registerNs(our_namespace, "score"); });
  return lock;
}

void put_into(Exiv2::Image& image, const PictureMetadata& metadata) {
  image.readMetadata();
  put(image, metadata);
  image.writeMetadata();
}

}  // namespace

std::vector<unsigned char> with_metadata(const std::vector<unsigned char>& file,
                                         const PictureMetadata& metadata) {
  const auto lock = lock_toolkit();
  try {
    const auto image = Exiv2::ImageFactory::open(file.data(), file.size());
    put_into(*image, metadata);
    Exiv2::BasicIo& io = image->io();
    const Exiv2::byte* bytes = io.mmap();
    return {bytes, bytes + io.size()};
  } catch (const Exiv2::Error& error) {
    throw Error(ErrorKind::failed,
                metadata.source + ": picture without metadata: " + gst::one_line(error.what()));
  }
}

}  // namespace aesthetic
