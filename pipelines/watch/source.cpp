// SPDX-License-Identifier: MIT
#include "watch/source.hpp"

#include <gst/gst.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <optional>

#include "aesthetic/error.hpp"
#include "reading/gst.hpp"

namespace aesthetic {
namespace {

namespace fs = std::filesystem;

// Only the video is decoded: streams that cannot become raw video are left alone.
const std::string decoded = " caps=video/x-raw(ANY) expose-all-streams=false";
const std::string decode = " ! decodebin" + decoded;

// "libcamera:NAME" for prefix "libcamera" gives NAME, "libcamera" an empty text, anything else nothing.
std::optional<std::string> camera_of(const std::string& text, const std::string& prefix) {
  if (text == prefix) return std::string();
  if (text.rfind(prefix + ':', 0) == 0 && text.rfind(prefix + "://", 0) != 0)
    return text.substr(prefix.size() + 1);
  return std::nullopt;
}

std::optional<Source> find_camera(const std::string& text) {
  struct Camera {
    const char* prefix;
    const char* element;
    const char* property;
  };
  constexpr std::array cameras = {Camera{"libcamera", "libcamerasrc", "camera-name"},
                                  Camera{"pipewire", "pipewiresrc", "target-object"}};
  for (const Camera& camera : cameras) {
    const auto name = camera_of(text, camera.prefix);
    if (!name) continue;
    const gst::Ptr<GstElementFactory> factory(gst_element_factory_find(camera.element));
    if (factory == nullptr)
      throw Error(ErrorKind::not_found, text + ": GStreamer has no " + camera.element +
                                            " (on Debian: gstreamer1.0-" + camera.prefix + ")");
    return Source{Source::Kind::live, text, std::string(camera.element) + " name=source" + decode,
                  name->empty() ? "" : camera.property, *name};
  }
  return std::nullopt;
}

// Logs are read by others.
std::string without_password(const std::string& uri) {
  const gst::Ptr<GstUri> parsed(gst_uri_from_string(uri.c_str()));
  if (parsed == nullptr || gst_uri_get_userinfo(parsed.get()) == nullptr) return uri;
  gst_uri_set_userinfo(parsed.get(), nullptr);
  const gst::Ptr<gchar> text(gst_uri_to_string(parsed.get()));
  return text.get();
}

Source::Kind kind_of_protocol(const std::string& protocol) {
  if (protocol == "file") return Source::Kind::file;
  for (const char* begin : {"rtsp", "rtmp", "rtp", "udp", "srt", "rist", "tcp"})
    if (protocol.rfind(begin, 0) == 0) return Source::Kind::live;
  return Source::Kind::address;
}

Source address(const std::string& uri) {
  const gst::Ptr<gchar> protocol(gst_uri_get_protocol(uri.c_str()));
  return {kind_of_protocol(protocol.get()), without_password(uri), "uridecodebin name=source" + decoded,
          "uri", uri};
}

Source file(const std::string& text) {
  if (fs::is_directory(text)) throw Error(ErrorKind::unreadable, text + ": is a folder, not a video");
  std::error_code fault;
  if (fs::is_regular_file(text)) {
    if (!std::ifstream(text)) throw Error(ErrorKind::unreadable, text + ": cannot be opened for reading");
    if (fs::file_size(text, fault) == 0) throw Error(ErrorKind::bad_picture, text + ": empty file");
  }
  return {Source::Kind::file, text, "filesrc name=source" + decode, "location", text};
}

bool is_pipeline(const std::string& text) {
  if (text.find('!') != std::string::npos) return true;
  const std::string first = text.substr(0, text.find(' '));
  const gst::Ptr<GstElementFactory> factory(gst_element_factory_find(first.c_str()));
  return factory != nullptr;
}

}  // namespace

Source find_source(const std::string& text) {
  if (auto camera = find_camera(text)) return *camera;
  if (text.find("://") != std::string::npos && gst_uri_is_valid(text.c_str()) != FALSE) return address(text);
  std::error_code fault;
  const auto status = fs::status(text, fault);
  if (fs::is_character_file(status))
    return {Source::Kind::live, text, "v4l2src name=source" + decode, "device", text};
  if (fs::exists(status)) return file(text);
  if (text.rfind("/dev/", 0) == 0) throw Error(ErrorKind::not_found, text + ": no such device");
  if (is_pipeline(text)) return {Source::Kind::pipeline, text, text + decode, "", ""};
  throw Error(ErrorKind::not_found, text + ": no such file, and neither an address, a device nor a pipeline");
}

}  // namespace aesthetic
