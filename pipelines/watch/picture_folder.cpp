// SPDX-License-Identifier: MIT
#include "watch/picture_folder.hpp"

#include <unistd.h>

#include <cerrno>
#include <opencv2/imgcodecs.hpp>
#include <system_error>
#include <utility>

#include "aesthetic/error.hpp"
#include "aesthetic/file.hpp"
#include "reading/video_picture.hpp"
#include "writing/picture_metadata.hpp"

namespace aesthetic {
namespace {

namespace fs = std::filesystem;

constexpr int jpeg_quality = 95;

[[noreturn]] void fail(const fs::path& folder, const std::string& fault) {
  throw Error(ErrorKind::unreadable, folder.string() + ": cannot be written: " + fault);
}

}  // namespace

PictureFolder::PictureFolder(fs::path folder, std::string source)
    : folder_(std::move(folder)), source_(std::move(source)) {
  std::error_code fault;
  fs::create_directories(folder_, fault);
  if (!fs::is_directory(folder_)) fail(folder_, fault ? fault.message() : "it is not a folder");
  if (::access(folder_.c_str(), W_OK) != 0) fail(folder_, std::generic_category().message(errno));
}

fs::path PictureFolder::write(const LivePicture& picture) const {
  std::vector<unsigned char> bytes;
  cv::imencode(".jpg", bgr_picture(picture.frame), bytes, {cv::IMWRITE_JPEG_QUALITY, jpeg_quality});
  const FrameScores& found = picture.score.found;
  bytes = with_metadata(bytes, {source_, std::nullopt, picture.score.time, found.scores, found.model});
  const std::string name = file_time_text(picture.score.time);
  fs::path file = folder_ / (name + ".jpg");
  for (int more = 2; fs::exists(file); ++more) file = folder_ / (name + "-" + std::to_string(more) + ".jpg");
  write_file(file, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  return file;
}

}  // namespace aesthetic
