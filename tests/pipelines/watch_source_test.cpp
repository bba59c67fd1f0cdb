// SPDX-License-Identifier: MIT
#include "watch/source.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "aesthetic/error.hpp"
#include "temporary_folder.hpp"

namespace aesthetic::test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;
using Kind = Source::Kind;

std::string fault_of(const std::string& text) {
  try {
    find_source(text);
  } catch (const Error& error) {
    return error.what();
  }
  return "none";
}

TEST(WatchSource, Files) {
  const TemporaryFolder folder;
  const std::string file = (folder / "a clip!.mp4").string();
  std::ofstream(file) << "something";
  const Source source = find_source(file);
  EXPECT_EQ(source.kind, Kind::file);
  EXPECT_EQ(source.name, file);
  EXPECT_THAT(source.description, StartsWith("filesrc "));
  EXPECT_EQ(source.property, "location");
  EXPECT_EQ(source.value, file);
}

TEST(WatchSource, Addresses) {
  EXPECT_EQ(find_source("rtsp://camera/stream").kind, Kind::live);
  EXPECT_EQ(find_source("rtspt://camera/stream").kind, Kind::live);
  EXPECT_EQ(find_source("srt://127.0.0.1:7001").kind, Kind::live);
  EXPECT_EQ(find_source("http://host/a.mp4").kind, Kind::address);
  EXPECT_EQ(find_source("file:///a.mp4").kind, Kind::file);
  EXPECT_EQ(find_source("rtsp://camera/stream").value, "rtsp://camera/stream");
}

TEST(WatchSource, TellsNobodyThePassword) {
  const Source source = find_source("rtsp://user:secret@camera:554/stream?channel=1");
  EXPECT_EQ(source.name, "rtsp://camera:554/stream?channel=1");
  EXPECT_THAT(source.value, HasSubstr("user:secret@"));
}

TEST(WatchSource, Devices) {
  const Source source = find_source("/dev/null");  // a character device that is always there
  EXPECT_EQ(source.kind, Kind::live);
  EXPECT_THAT(source.description, StartsWith("v4l2src "));
  EXPECT_EQ(source.value, "/dev/null");
  EXPECT_EQ(fault_of("/dev/video987"), "/dev/video987: no such device");
}

// With the plugin and without it.
TEST(WatchSource, Cameras) {
  for (const char* name : {"libcamera", "pipewire"})
    for (const std::string camera : {"", ":my camera"}) {
      const std::string text = name + camera;
      const std::string fault = fault_of(text);
      if (fault != "none") {
        EXPECT_THAT(fault, HasSubstr(std::string("gstreamer1.0-") + name));
        continue;
      }
      const Source source = find_source(text);
      EXPECT_EQ(source.kind, Kind::live);
      EXPECT_THAT(source.description, StartsWith(std::string(name) + "src "));
      EXPECT_EQ(source.value, camera.empty() ? "" : "my camera");
      EXPECT_EQ(source.property.empty(), camera.empty());
    }
}

TEST(WatchSource, Pipelines) {
  const Source source = find_source("videotestsrc is-live=true");
  EXPECT_EQ(source.kind, Kind::pipeline);
  EXPECT_THAT(source.description, StartsWith("videotestsrc is-live=true ! "));
  EXPECT_EQ(find_source("nosuchsrc ! identity").kind, Kind::pipeline);
}

TEST(WatchSource, SaysWhatIsWrong) {
  const TemporaryFolder folder;
  const std::ofstream empty(folder / "empty.mp4");
  EXPECT_EQ(fault_of((folder / "empty.mp4").string()), (folder / "empty.mp4").string() + ": empty file");
  EXPECT_THAT(fault_of("nix.mp4"), StartsWith("nix.mp4: no such file"));
  EXPECT_THAT(fault_of("/tmp"), StartsWith("/tmp: is a folder"));
}

}  // namespace
}  // namespace aesthetic::test
