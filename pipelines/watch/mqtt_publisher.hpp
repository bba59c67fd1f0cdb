// SPDX-License-Identifier: MIT
//
// Publishes to an MQTT broker with Eclipse Paho, each message at least once (QoS 1), over its restarts too:
// up to `queue` messages wait while it is away; what comes when so many wait is lost, and counted.
//
//   MqttPublisher mqtt({parse_mqtt_address("broker.local/cameras/garden")});
//   mqtt.publish("", record);              // topic cameras/garden
//   mqtt.publish("/picture", record);      // topic cameras/garden/picture
//   for (const auto& text : mqtt.take_news()) std::cerr << text << '\n';
//   mqtt.finish();
//
// Below the topic, `/status` says "online" or "offline" to whoever asks (retained); when the program dies or
// is cut off the broker says "offline" in its place (last will).
//
// Paho's C library, not the C++ one above it: queue, reconnecting and TLS are the C library's, the other
// would be one library more for its handles.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "watch/mqtt_address.hpp"

namespace aesthetic {

struct MqttSettings {
  MqttAddress address;
  std::string user;      // empty: none
  std::string password;  // empty: none
  std::string ca_file;   // that signed the broker's certificate; empty: those of the system
  int queue = 1000;      // 1..60000, as message numbers have 16 bits
};

// For one thread at a time.
class MqttPublisher {
 public:
  // Connects. Throws Error(failed) "mqtt://HOST:PORT: fault".
  explicit MqttPublisher(MqttSettings settings);
  // Without finish() the broker says "offline".
  ~MqttPublisher();
  MqttPublisher(const MqttPublisher&) = delete;
  MqttPublisher& operator=(const MqttPublisher&) = delete;

  // Never waits.
  void publish(const std::string& below_topic, const std::string& message);

  // What happened since the last call, a line each: the connection was lost, is back, messages were lost.
  std::vector<std::string> take_news();

  // Waits some seconds for what is still to be delivered, says "offline" and disconnects. False when messages
  // were lost or not delivered; take_news() says how many.
  bool finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace aesthetic
