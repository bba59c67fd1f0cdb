// SPDX-License-Identifier: MIT
//
// The one exception of this library: what kind of trouble, and one line for people that names the thing and
// the fault.
//
//   try {
//     aesthetic::Scorer scorer("aesthetic-lite.onnx");
//   } catch (const aesthetic::Error& error) {
//     std::cerr << error.what() << '\n';  // aesthetic-lite.json: input.size: expected a whole number
//   }
#pragma once

#include <stdexcept>
#include <string>

#include "aesthetic/export.hpp"

namespace aesthetic {

enum class ErrorKind {
  not_found,    // no such file
  unreadable,   // it is there but cannot be opened, read or written
  bad_model,    // a model card or a network that is broken, or the two do not fit each other
  bad_picture,  // a picture that cannot be decoded, or of a size or type the call does not take
  bad_data,     // a label table or another text a person wrote is wrong
  no_device,    // this OpenCV or this machine cannot run on the device asked for
  failed        // the network did not run
};

class AESTHETIC_EXPORT Error : public std::runtime_error {
 public:
  Error(ErrorKind kind, const std::string& text) : std::runtime_error(text), kind_(kind) {}
  ErrorKind kind() const noexcept { return kind_; }

 private:
  ErrorKind kind_;
};

}  // namespace aesthetic
