// SPDX-License-Identifier: MIT
#include "watch/mqtt_publisher.hpp"

#include <MQTTAsync.h>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <random>
#include <thread>
#include <utility>

#include "aesthetic/error.hpp"

namespace aesthetic {
namespace {

constexpr int at_least_once = 1;
constexpr int keep_alive = 20;       // seconds
constexpr int connect_timeout = 10;  // seconds
constexpr int longest_retry = 30;    // seconds between two attempts to connect again; they begin with one
constexpr int disconnect_timeout = 1000;  // milliseconds
constexpr auto finish_time = std::chrono::seconds(10);
constexpr auto farewell_time = std::chrono::seconds(2);

std::string client_name() {
  std::random_device random;
  constexpr const char* digits = "0123456789abcdef";
  std::string name = "aesthetic-";
  for (int i = 0; i < 12; ++i) name += digits[random() % 16];
  return name;
}

// Answers of the broker have small positive numbers, the library's own faults negative ones.
std::string fault_text(const MQTTAsync_failureData* failure) {
  if (failure == nullptr) return "no answer";
  switch (failure->code) {
    case 4:
      return "the broker refuses this user and password";
    case 5:
      return "the broker does not let this user in";
    default:
      break;
  }
  if (failure->message != nullptr) return failure->message;
  const char* text = failure->code < 0 ? MQTTAsync_strerror(failure->code) : nullptr;
  return text != nullptr && failure->code != MQTTASYNC_FAILURE ? text : "no connection";
}

std::string counted(std::uint64_t count) {
  return std::to_string(count) + (count == 1 ? " message" : " messages");
}

}  // namespace

// The library calls back on a thread of its own; the mutex guards what follows it.
struct MqttPublisher::State {
  explicit State(MqttSettings with) : settings(std::move(with)) {}

  std::string name() const;
  std::string url() const;
  void create();
  void connect(bool keeps_session);
  void disconnect();
  void leave();
  void expect_answer();
  bool wait_for_answer();
  int send(const std::string& topic, const std::string& message, bool retained) const;
  void tell(const std::string& text);
  void answer(std::optional<std::string> fault);
  std::size_t undelivered() const;
  // How many are left after that time.
  std::size_t wait_for_delivery(std::chrono::seconds most) const;

  static void on_connected(void* self, char* cause);
  static void on_lost(void* self, char* cause);
  static int on_message(void* self, char* topic, int length, MQTTAsync_message* message);

  MqttSettings settings;
  MQTTAsync client = nullptr;
  std::string status_topic = settings.address.topic + "/status";

  std::mutex mutex;
  std::condition_variable answered;
  bool has_answer = false;
  bool ends = false;
  std::optional<std::string> fault;
  bool was_lost = false;
  std::vector<std::string> news;
  std::uint64_t lost = 0;        // messages
  std::uint64_t told_lost = 0;   // of them said in the news
  bool told_queue_full = false;  // since the connection was lost
};

std::string MqttPublisher::State::name() const {
  return std::string(settings.address.encrypted ? "mqtts" : "mqtt") + "://" + settings.address.host + ":" +
         std::to_string(settings.address.port);
}

std::string MqttPublisher::State::url() const {
  return std::string(settings.address.encrypted ? "ssl" : "tcp") + "://" + settings.address.host + ":" +
         std::to_string(settings.address.port);
}

void MqttPublisher::State::create() {
  MQTTAsync_init_options init = MQTTAsync_init_options_initializer;
  init.do_openssl_init = 1;
  MQTTAsync_global_init(&init);
  MQTTAsync_createOptions options = MQTTAsync_createOptions_initializer;
  options.sendWhileDisconnected = 1;
  options.maxBufferedMessages = settings.queue;
  const int code = MQTTAsync_createWithOptions(&client, url().c_str(), client_name().c_str(),
                                               MQTTCLIENT_PERSISTENCE_NONE, nullptr, &options);
  if (code != MQTTASYNC_SUCCESS) throw Error(ErrorKind::failed, name() + ": " + MQTTAsync_strerror(code));
  MQTTAsync_setCallbacks(client, this, on_lost, on_message, nullptr);
  MQTTAsync_setConnected(client, this, on_connected);
}

// A session that is kept has the messages sent again that were on their way when the connection was lost.
void MqttPublisher::State::connect(bool keeps_session) {
  MQTTAsync_willOptions will = MQTTAsync_willOptions_initializer;
  will.topicName = status_topic.c_str();
  will.message = "offline";
  will.retained = 1;
  will.qos = at_least_once;
  MQTTAsync_SSLOptions encryption = MQTTAsync_SSLOptions_initializer;
  encryption.verify = 1;
  if (!settings.ca_file.empty()) encryption.trustStore = settings.ca_file.c_str();
  MQTTAsync_connectOptions options = MQTTAsync_connectOptions_initializer;
  options.keepAliveInterval = keep_alive;
  options.connectTimeout = connect_timeout;
  options.cleansession = keeps_session ? 0 : 1;
  options.automaticReconnect = keeps_session ? 1 : 0;
  options.minRetryInterval = 1;
  options.maxRetryInterval = longest_retry;
  options.will = keeps_session ? &will : nullptr;
  if (settings.address.encrypted) options.ssl = &encryption;
  if (!settings.user.empty()) options.username = settings.user.c_str();
  if (!settings.password.empty()) options.password = settings.password.c_str();
  options.context = this;
  options.onSuccess = [](void* self, MQTTAsync_successData*) {
    static_cast<State*>(self)->answer(std::nullopt);
  };
  options.onFailure = [](void* self, MQTTAsync_failureData* failure) {
    static_cast<State*>(self)->answer(fault_text(failure));
  };
  expect_answer();
  const int code = MQTTAsync_connect(client, &options);
  if (code != MQTTASYNC_SUCCESS) throw Error(ErrorKind::failed, name() + ": " + MQTTAsync_strerror(code));
  if (!wait_for_answer()) fault = "no answer";
  if (fault) throw Error(ErrorKind::failed, name() + ": cannot connect: " + *fault);
}

void MqttPublisher::State::disconnect() {
  MQTTAsync_disconnectOptions options = MQTTAsync_disconnectOptions_initializer;
  options.timeout = disconnect_timeout;
  options.context = this;
  options.onSuccess = [](void* self, MQTTAsync_successData*) {
    static_cast<State*>(self)->answer(std::nullopt);
  };
  expect_answer();
  if (MQTTAsync_disconnect(client, &options) == MQTTASYNC_SUCCESS) wait_for_answer();
}

// The broker would keep the session of this name for ever: a new one that is not to be kept replaces it.
void MqttPublisher::State::leave() {
  {
    const std::lock_guard lock(mutex);
    ends = true;
  }
  disconnect();
  try {
    connect(false);
  } catch (const Error&) {
    return;  // everything was delivered
  }
  disconnect();
}

void MqttPublisher::State::expect_answer() {
  const std::lock_guard lock(mutex);
  has_answer = false;
}

bool MqttPublisher::State::wait_for_answer() {
  std::unique_lock lock(mutex);
  const auto patience = std::chrono::seconds(2 * connect_timeout);
  return answered.wait_for(lock, patience, [this] { return has_answer; });
}

void MqttPublisher::State::answer(std::optional<std::string> with) {
  const std::lock_guard lock(mutex);
  fault = std::move(with);
  has_answer = true;
  answered.notify_all();
}

int MqttPublisher::State::send(const std::string& topic, const std::string& message, bool retained) const {
  MQTTAsync_message packet = MQTTAsync_message_initializer;
  packet.payload = const_cast<char*>(message.data());  // it is copied
  packet.payloadlen = static_cast<int>(message.size());
  packet.qos = at_least_once;
  packet.retained = retained ? 1 : 0;
  return MQTTAsync_sendMessage(client, topic.c_str(), &packet, nullptr);
}

void MqttPublisher::State::tell(const std::string& text) {
  news.push_back(name() + ": " + text);
}

void MqttPublisher::State::on_connected(void* self, char* /*cause*/) {
  auto& state = *static_cast<State*>(self);
  {
    const std::lock_guard lock(state.mutex);
    if (state.ends) return;
    if (std::exchange(state.was_lost, false)) {
      const auto newly_lost = state.lost - std::exchange(state.told_lost, state.lost);
      state.told_queue_full = false;
      state.tell("connected again, " + (newly_lost > 0 ? counted(newly_lost) : "no message") + " lost");
    }
  }
  state.send(state.status_topic, "online", true);
}

void MqttPublisher::State::on_lost(void* self, char* cause) {
  auto& state = *static_cast<State*>(self);
  const std::lock_guard lock(state.mutex);
  state.was_lost = true;
  state.tell("connection lost" + (cause != nullptr ? std::string(" (") + cause + ")" : "") +
             ", trying again; the next " + counted(static_cast<std::uint64_t>(state.settings.queue)) +
             " wait");
}

// Nothing is subscribed to.
int MqttPublisher::State::on_message(void* /*self*/, char* topic, int /*length*/,
                                     MQTTAsync_message* message) {
  MQTTAsync_freeMessage(&message);
  MQTTAsync_free(topic);
  return 1;
}

std::size_t MqttPublisher::State::undelivered() const {
  MQTTAsync_token* tokens = nullptr;
  if (MQTTAsync_getPendingTokens(client, &tokens) != MQTTASYNC_SUCCESS || tokens == nullptr) return 0;
  std::size_t count = 0;
  while (tokens[count] != -1) ++count;
  MQTTAsync_free(tokens);
  return count;
}

std::size_t MqttPublisher::State::wait_for_delivery(std::chrono::seconds most) const {
  const auto deadline = std::chrono::steady_clock::now() + most;
  while (undelivered() > 0 && std::chrono::steady_clock::now() < deadline)
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  return undelivered();
}

MqttPublisher::MqttPublisher(MqttSettings settings) : state_(std::make_unique<State>(std::move(settings))) {
  state_->create();
  try {
    state_->connect(true);
  } catch (...) {
    MQTTAsync_destroy(&state_->client);
    throw;
  }
}

MqttPublisher::~MqttPublisher() {
  if (state_->client != nullptr) MQTTAsync_destroy(&state_->client);
}

void MqttPublisher::publish(const std::string& below_topic, const std::string& message) {
  const int code = state_->send(state_->settings.address.topic + below_topic, message, false);
  if (code == MQTTASYNC_SUCCESS) return;
  const std::lock_guard lock(state_->mutex);
  ++state_->lost;
  if (std::exchange(state_->told_queue_full, true)) return;
  const bool full = code == MQTTASYNC_MAX_BUFFERED_MESSAGES;
  state_->tell((full ? counted(static_cast<std::uint64_t>(state_->settings.queue)) + " wait"
                     : std::string(MQTTAsync_strerror(code))) +
               ": further ones are lost until the broker takes some");
}

std::vector<std::string> MqttPublisher::take_news() {
  const std::lock_guard lock(state_->mutex);
  return std::exchange(state_->news, {});
}

bool MqttPublisher::finish() {
  const std::size_t left = state_->wait_for_delivery(finish_time);
  {
    const std::lock_guard lock(state_->mutex);
    if (left > 0) state_->tell(counted(left) + " not delivered");
    if (state_->lost > 0) state_->tell(counted(state_->lost) + " lost in all");
  }
  if (MQTTAsync_isConnected(state_->client) != 0) {
    state_->send(state_->status_topic, "offline", true);
    state_->wait_for_delivery(farewell_time);
    state_->leave();
  }
  return left == 0 && state_->lost == 0;
}

}  // namespace aesthetic
