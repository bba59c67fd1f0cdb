// SPDX-License-Identifier: MIT
#include "watch/mqtt_address.hpp"

#include <charconv>
#include <utility>

#include "aesthetic/error.hpp"

namespace aesthetic {
namespace {

constexpr int plain_port = 1883;
constexpr int encrypted_port = 8883;
constexpr int highest_port = 65535;

[[noreturn]] void fail(const std::string& text, const std::string& fault) {
  throw Error(ErrorKind::bad_data,
              text + ": " + fault + " (HOST[:PORT]/TOPIC, as broker.local/cameras/garden)");
}

int parse_port(const std::string& text, const std::string& port) {
  int number = 0;
  const auto [end, fault] = std::from_chars(port.data(), port.data() + port.size(), number);
  if (fault != std::errc() || end != port.data() + port.size() || number < 1 || number > highest_port)
    fail(text, "no port " + port);
  return number;
}

// An IPv6 address stands in brackets.
std::size_t port_colon(const std::string& authority) {
  if (authority.empty() || authority.front() != '[') return authority.find(':');
  const auto end = authority.find("]:");
  return end == std::string::npos ? end : end + 1;
}

}  // namespace

MqttAddress parse_mqtt_address(const std::string& text) {
  MqttAddress address;
  std::string rest = text;
  for (const auto& [scheme, encrypted] : {std::pair("mqtt://", false), std::pair("mqtts://", true)})
    if (rest.rfind(scheme, 0) == 0) {
      rest.erase(0, std::string(scheme).size());
      address.encrypted = encrypted;
      break;
    }
  const auto slash = rest.find('/');
  if (slash == std::string::npos || slash + 1 == rest.size()) fail(text, "no topic");
  const std::string authority = rest.substr(0, slash);
  address.topic = rest.substr(slash + 1);
  if (address.topic.find_first_of("+#") != std::string::npos) fail(text, "a topic has no + and no #");
  const auto colon = port_colon(authority);
  address.host = authority.substr(0, colon);
  if (address.host.empty()) fail(text, "no host");
  address.port = colon != std::string::npos ? parse_port(text, authority.substr(colon + 1))
                 : address.encrypted        ? encrypted_port
                                            : plain_port;
  return address;
}

}  // namespace aesthetic
