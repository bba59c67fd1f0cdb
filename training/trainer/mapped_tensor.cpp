// SPDX-License-Identifier: MIT
#include "trainer/mapped_tensor.hpp"

#include <ATen/ops/from_file.h>
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <functional>
#include <numeric>
#include <system_error>

#include "aesthetic/error.hpp"

namespace aesthetic::training {
namespace {

std::int64_t count_of(const std::vector<std::int64_t>& shape) {
  return std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
}

torch::Tensor map(const std::filesystem::path& file, const std::vector<std::int64_t>& shape,
                  torch::ScalarType type, bool shared) {
  return at::from_file(file.string(), shared, count_of(shape), torch::TensorOptions(type)).view(shape);
}

}  // namespace

torch::Tensor make_mapped(const std::filesystem::path& file, const std::vector<std::int64_t>& shape,
                          torch::ScalarType type) {
  const auto refuse = [&](int fault) {
    throw Error(ErrorKind::unreadable,
                file.string() + ": cannot be written: " + std::generic_category().message(fault));
  };
  const auto bytes = count_of(shape) * static_cast<std::int64_t>(c10::elementSize(type));
  const int handle = open(file.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (handle < 0) refuse(errno);
  const int fault = posix_fallocate(handle, 0, bytes);
  close(handle);
  if (fault != 0) {
    std::error_code ignored;
    std::filesystem::remove(file, ignored);
    refuse(fault);
  }
  return map(file, shape, type, true);
}

torch::Tensor open_mapped(const std::filesystem::path& file, const std::vector<std::int64_t>& shape,
                          torch::ScalarType type) {
  std::error_code fault;
  const auto bytes = std::filesystem::file_size(file, fault);
  if (fault)
    throw Error(fault == std::errc::no_such_file_or_directory ? ErrorKind::not_found : ErrorKind::unreadable,
                file.string() + ": cannot be read: " + fault.message());
  if (bytes != static_cast<std::uintmax_t>(count_of(shape)) * c10::elementSize(type))
    throw Error(ErrorKind::bad_data, file.string() + ": is broken; delete it");
  return map(file, shape, type, false);
}

}  // namespace aesthetic::training
