// SPDX-License-Identifier: MIT
//
// Keeps libraries from writing to standard error: libpng and libjpeg print there what the caller learns
// anyway.
//
//   {
//     const Silence silence;
//     picture = read_picture("broken.png");  // throws Error; nothing is printed
//   }
//
// It works on the whole process: not for use while other threads have something to say.
#pragma once

namespace aesthetic {

class Silence {
 public:
  Silence();
  ~Silence();
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;

 private:
  int kept_;  // the real standard error, -1 where it could not be kept
};

}  // namespace aesthetic
