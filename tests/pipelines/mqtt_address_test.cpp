// SPDX-License-Identifier: MIT
#include "watch/mqtt_address.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "aesthetic/error.hpp"

namespace aesthetic::test {
namespace {

std::string parts(const std::string& text) {
  const MqttAddress address = parse_mqtt_address(text);
  return address.host + " " + std::to_string(address.port) + " " + address.topic +
         (address.encrypted ? " encrypted" : "");
}

std::string fault_of(const std::string& text) {
  try {
    parse_mqtt_address(text);
  } catch (const Error& error) {
    return error.what();
  }
  return "none";
}

TEST(MqttAddress, HostPortAndTopic) {
  EXPECT_EQ(parts("broker.local/cameras/garden"), "broker.local 1883 cameras/garden");
  EXPECT_EQ(parts("127.0.0.1:1999/a"), "127.0.0.1 1999 a");
  EXPECT_EQ(parts("mqtt://broker/a"), "broker 1883 a");
  EXPECT_EQ(parts("mqtts://broker/a"), "broker 8883 a encrypted");
  EXPECT_EQ(parts("mqtts://broker:1/a b"), "broker 1 a b encrypted");
  EXPECT_EQ(parts("[::1]:1884/a"), "[::1] 1884 a");
  EXPECT_EQ(parts("[::1]/a"), "[::1] 1883 a");
}

TEST(MqttAddress, SaysWhatIsWrong) {
  using testing::StartsWith;
  EXPECT_THAT(fault_of("broker"), StartsWith("broker: no topic"));
  EXPECT_THAT(fault_of("broker/"), StartsWith("broker/: no topic"));
  EXPECT_THAT(fault_of("/topic"), StartsWith("/topic: no host"));
  EXPECT_THAT(fault_of("broker:0/a"), StartsWith("broker:0/a: no port 0"));
  EXPECT_THAT(fault_of("broker:70000/a"), StartsWith("broker:70000/a: no port 70000"));
  EXPECT_THAT(fault_of("broker:mqtt/a"), StartsWith("broker:mqtt/a: no port mqtt"));
  EXPECT_THAT(fault_of("broker/a/#"), StartsWith("broker/a/#: a topic has no"));
}

}  // namespace
}  // namespace aesthetic::test
