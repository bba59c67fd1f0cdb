// SPDX-License-Identifier: MIT
#include "watch/wall_time.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>

namespace aesthetic::test {
namespace {

// 2026-11-22 16:31:03.250 UTC
const WallTime moment{std::chrono::milliseconds(1795365063250)};

class InZone {
 public:
  explicit InZone(const char* zone) {
    setenv("TZ", zone, 1);
    tzset();
  }
  ~InZone() {
    unsetenv("TZ");
    tzset();
  }
  InZone(const InZone&) = delete;
  InZone& operator=(const InZone&) = delete;
};

TEST(WallTime, IsLocal) {
  const InZone berlin("CET-1");
  EXPECT_EQ(wall_time_text(moment), "2026-11-22T17:31:03.250+01:00");
  EXPECT_EQ(clock_time_text(moment), "17:31:03");
  EXPECT_EQ(file_time_text(moment), "2026-11-22_17-31-03.250");
}

TEST(WallTime, WestOfGreenwichAndHalfHours) {
  const InZone newfoundland("NST3:30");
  EXPECT_EQ(wall_time_text(moment), "2026-11-22T13:01:03.250-03:30");
}

}  // namespace
}  // namespace aesthetic::test
