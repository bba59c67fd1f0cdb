// SPDX-License-Identifier: MIT
//
// Runs something that must throw aesthetic::Error of a kind, with one line that holds given texts.
//
//   expect_error(ErrorKind::not_found, {"a.onnx", "no such file"}, [] { Scorer("a.onnx"); });
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "aesthetic/error.hpp"

namespace aesthetic::test {

inline void expect_error(ErrorKind kind, const std::vector<std::string>& texts,
                         const std::function<void()>& action) {
  try {
    action();
    ADD_FAILURE() << "no error";
  } catch (const Error& error) {
    const std::string line = error.what();
    EXPECT_EQ(error.kind(), kind) << line;
    EXPECT_EQ(line.find('\n'), std::string::npos) << line;
    for (const auto& text : texts)
      EXPECT_NE(line.find(text), std::string::npos) << line << "\nlacks: " << text;
  }
}

}  // namespace aesthetic::test
