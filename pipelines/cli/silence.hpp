// SPDX-License-Identifier: MIT
//
// Keeps libraries from writing to standard error: libpng, libjpeg and OpenCV print there what the caller
// learns anyway.
//
//   {
//     const Silence silence;
//     picture = read_picture("broken.png");  // throws Error; nothing is printed
//   }
//   console() << "aesthetic: broken.png: cannot be decoded\n";
//
// Several threads may ask for silence at a time; it ends with the last of them. It covers `stderr` and
// std::cerr, not the file descriptor: sanitizers are heard.
#pragma once

#include <ostream>

namespace aesthetic {

class Silence {
 public:
  Silence();
  ~Silence();
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;
};

// Standard error for what this program has to say, silence or not. For one thread at a time.
std::ostream& console();

}  // namespace aesthetic
