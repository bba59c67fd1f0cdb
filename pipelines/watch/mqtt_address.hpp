// SPDX-License-Identifier: MIT
//
// Where to publish: [mqtt://|mqtts://]HOST[:PORT]/TOPIC.
//
//   const MqttAddress address = parse_mqtt_address("broker.local/cameras/garden");
//   // {"broker.local", 1883, "cameras/garden", false}
#pragma once

#include <string>

namespace aesthetic {

struct MqttAddress {
  std::string host;
  int port = 0;
  std::string topic;
  bool encrypted = false;
};

// Throws Error(bad_data) that quotes `text`.
MqttAddress parse_mqtt_address(const std::string& text);

}  // namespace aesthetic
