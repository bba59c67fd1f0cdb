// SPDX-License-Identifier: MIT
#include "reading/heif_picture.hpp"

#include <libheif/heif.h>

#include <array>
#include <fstream>
#include <memory>
#include <opencv2/imgproc.hpp>
#include <string>
#include <vector>

#include "aesthetic/error.hpp"
#include "aesthetic/file.hpp"

namespace aesthetic {
namespace {

// What frees a thing of libheif.
template <auto release>
struct Release {
  template <typename Thing>
  void operator()(Thing* thing) const {
    release(thing);
  }
};

using Context = std::unique_ptr<heif_context, Release<heif_context_free>>;
using Handle = std::unique_ptr<heif_image_handle, Release<heif_image_handle_release>>;
using Image = std::unique_ptr<heif_image, Release<heif_image_release>>;
using Options = std::unique_ptr<heif_decoding_options, Release<heif_decoding_options_free>>;

class Decoding {
 public:
  explicit Decoding(const std::filesystem::path& file) : file_(file), bytes_(read_file(file)) {
    check(heif_context_read_from_memory_without_copy(context_.get(), bytes_.data(), bytes_.size(), nullptr));
  }

  cv::Mat primary_picture() {
    heif_image_handle* handle = nullptr;
    check(heif_context_get_primary_image_handle(context_.get(), &handle));
    const Handle kept(handle);
    const Options options(heif_decoding_options_alloc());
    options->convert_hdr_to_8bit = 1;
    heif_image* image = nullptr;
    check(heif_decode_image(handle, &image, heif_colorspace_RGB, heif_chroma_interleaved_RGB, options.get()));
    return bgr(*Image(image));
  }

 private:
  // Some of libheif's messages end a line.
  void check(const heif_error& outcome) const {
    if (outcome.code == heif_error_Ok) return;
    const std::string message = outcome.message;
    throw Error(ErrorKind::bad_picture,
                file_.string() + ": cannot be decoded: " + message.substr(0, message.find('\n')));
  }

  static cv::Mat bgr(const heif_image& image) {
    int row = 0;  // bytes
    const auto* pixels = heif_image_get_plane_readonly(&image, heif_channel_interleaved, &row);
    const int width = heif_image_get_width(&image, heif_channel_interleaved);
    const int height = heif_image_get_height(&image, heif_channel_interleaved);
    // OpenCV has no view of what must not be written; this one is only read.
    const cv::Mat rgb(height, width, CV_8UC3, const_cast<std::uint8_t*>(pixels),
                      static_cast<std::size_t>(row));
    cv::Mat picture;
    cv::cvtColor(rgb, picture, cv::COLOR_RGB2BGR);
    return picture;
  }

  std::filesystem::path file_;
  std::vector<unsigned char> bytes_;
  Context context_{heif_context_alloc()};
};

}  // namespace

bool is_heif(const std::filesystem::path& file) {
  std::array<char, 12> begin{};  // the first box: its length, "ftyp" and the brand
  std::ifstream in(file, std::ios::binary);
  if (!in.read(begin.data(), begin.size())) return false;
  const auto kind = heif_check_filetype(reinterpret_cast<const std::uint8_t*>(begin.data()),
                                        static_cast<int>(begin.size()));
  // An MP4 begins alike and is "unsupported"; brands that may stand for several kinds of picture are "maybe".
  return kind == heif_filetype_yes_supported || kind == heif_filetype_maybe;
}

cv::Mat read_heif(const std::filesystem::path& file) {
  return Decoding(file).primary_picture();
}

}  // namespace aesthetic
