// SPDX-License-Identifier: MIT
#include "aesthetic/file.hpp"

#include <openssl/evp.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <system_error>

#include "aesthetic/error.hpp"

namespace aesthetic {
namespace {

std::string last_fault() {
  return std::generic_category().message(errno);
}

// On the disk before the file gets its name: else a power cut could leave an empty file under it. errno says
// what went wrong.
bool write_and_synchronise(const std::filesystem::path& file, std::string_view text) {
  std::FILE* stream = std::fopen(file.c_str(), "wbe");
  if (stream == nullptr) return false;
  // What is no file on a disk cannot be synchronised.
  const bool written = std::fwrite(text.data(), 1, text.size(), stream) == text.size() &&
                       std::fflush(stream) == 0 && (fsync(fileno(stream)) == 0 || errno == EINVAL);
  const int fault = errno;
  const bool closed = std::fclose(stream) == 0;
  if (!written) errno = fault;
  return written && closed;
}

}  // namespace

std::vector<unsigned char> read_file(const std::filesystem::path& file) {
  std::error_code fault;
  const auto status = std::filesystem::status(file, fault);
  if (status.type() == std::filesystem::file_type::not_found)
    throw Error(ErrorKind::not_found, file.string() + ": no such file");
  if (std::filesystem::is_directory(status))
    throw Error(ErrorKind::unreadable, file.string() + ": is a folder, not a file");
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw Error(ErrorKind::unreadable, file.string() + ": cannot be read: " + last_fault());
  std::vector<unsigned char> bytes((std::istreambuf_iterator<char>(stream)),
                                   std::istreambuf_iterator<char>());
  if (stream.bad()) throw Error(ErrorKind::unreadable, file.string() + ": cannot be read to its end");
  return bytes;
}

void write_file(const std::filesystem::path& file, std::string_view text) {
  std::error_code ignored;
  const bool is_link = std::filesystem::is_symlink(std::filesystem::symlink_status(file, ignored));
  const auto target = is_link ? std::filesystem::weakly_canonical(file, ignored) : file;
  const auto status = std::filesystem::status(file, ignored);
  const bool in_place = std::filesystem::is_other(status) || (is_link && !std::filesystem::exists(status));
  auto part = in_place ? file : target;
  if (!in_place) part += ".part";
  if (!write_and_synchronise(part, text)) {
    const std::string why = last_fault();
    if (!in_place) std::filesystem::remove(part, ignored);
    throw Error(ErrorKind::unreadable, file.string() + ": cannot be written: " + why);
  }
  if (in_place) return;
  std::error_code fault;
  std::filesystem::rename(part, target, fault);
  if (fault) {
    const std::string why = fault.message();
    std::filesystem::remove(part, fault);
    throw Error(ErrorKind::unreadable, file.string() + ": cannot be written: " + why);
  }
}

std::string sha256(const std::vector<unsigned char>& bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr) != 1)
    throw Error(ErrorKind::failed, "OpenSSL cannot compute SHA-256");
  static constexpr char digits[] = "0123456789abcdef";
  std::string text;
  text.reserve(std::size_t{2} * length);
  for (unsigned i = 0; i < length; ++i) {
    text += digits[digest[i] >> 4U];
    text += digits[digest[i] & 15U];
  }
  return text;
}

}  // namespace aesthetic
