// SPDX-License-Identifier: MIT
#include "best/picture_metadata.hpp"

#include <exiv2/exiv2.hpp>
#include <mutex>

#include "aesthetic/error.hpp"
#include "cli/text.hpp"
#include "reading/gst.hpp"

namespace aesthetic {
namespace {

constexpr const char* our_namespace = "urn:aesthetic:score:1";

std::string describe(const PictureMetadata& metadata, const std::string& source) {
  const Scores& scores = metadata.frame.scores;
  std::string text = source;
  if (metadata.frame.time) text += " at " + clock_text(*metadata.frame.time, 3);
  text += ", scored by " + metadata.model + ":";
  for (std::size_t i = 0; i < scores.size(); ++i)
    text += (i > 0 ? ", " : " ") + scores.name(i) + ' ' + fixed_text(scores.value(i), 3);
  return text;
}

void put(Exiv2::Image& image, const PictureMetadata& metadata) {
  const gst::Ptr<gchar> utf8(g_utf8_make_valid(metadata.source.c_str(), -1));
  const std::string source = utf8.get();
  const Scores& scores = metadata.frame.scores;
  Exiv2::ExifData& exif = image.exifData();
  exif["Exif.Image.ImageDescription"] = describe(metadata, source);
  exif["Exif.Image.Software"] = std::string("aesthetic");
  exif["Exif.Image.Orientation"] = std::uint16_t{1};
  Exiv2::XmpData& xmp = image.xmpData();
  xmp["Xmp.dc.source"] = source;
  xmp["Xmp.dc.description"] = describe(metadata, source);
  if (metadata.frame.time) xmp["Xmp.score.time"] = number_text(*metadata.frame.time);
  xmp["Xmp.score.model"] = metadata.model;
  for (std::size_t i = 0; i < scores.size(); ++i)
    xmp["Xmp.score." + scores.name(i)] = number_text(short_double(scores.value(i)));
}

}  // namespace

void write_metadata(const std::filesystem::path& file, const PictureMetadata& metadata) {
  static std::mutex mutex;  // Exiv2's XMP toolkit is for one thread at a time
  const std::lock_guard lock(mutex);
  static std::once_flag registered;
  std::call_once(registered, [] { Exiv2::XmpProperties::registerNs(our_namespace, "score"); });
  try {
    const auto image = Exiv2::ImageFactory::open(file.string());
    image->readMetadata();
    put(*image, metadata);
    image->writeMetadata();
  } catch (const Exiv2::Error& error) {
    throw Error(ErrorKind::unreadable, file.string() + ": cannot be written: " + gst::one_line(error.what()));
  }
}

}  // namespace aesthetic
