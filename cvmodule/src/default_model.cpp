// SPDX-License-Identifier: MIT
#include <dlfcn.h>

#include <cstdlib>

#include "aesthetic/error.hpp"
#include "aesthetic/model_card.hpp"

namespace aesthetic {
namespace {

// The folder this library was loaded from; the build tree has the installed tree's shape.
std::filesystem::path library_folder() {
  Dl_info info{};
  if (dladdr(reinterpret_cast<void*>(&library_folder), &info) == 0 || info.dli_fname == nullptr)
    throw Error(ErrorKind::failed, "libaesthetic cannot find the file it was loaded from");
  return std::filesystem::canonical(info.dli_fname).parent_path();
}

}  // namespace

std::filesystem::path default_model() {
  if (const char* chosen = std::getenv("AESTHETIC_MODEL"); chosen != nullptr && *chosen != '\0')
    return chosen;
  return (library_folder() / AESTHETIC_MODELS_FROM_LIBRARY / "aesthetic-lite.onnx").lexically_normal();
}

}  // namespace aesthetic
