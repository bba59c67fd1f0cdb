// SPDX-License-Identifier: MIT
//
// aesthetic watch: live scores of a camera, a network stream or a file, and the best frame of every window.
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <thread>

#include "aesthetic/error.hpp"
#include "aesthetic/file.hpp"
#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/text.hpp"
#include "reading/gst.hpp"
#include "watch/display.hpp"
#include "watch/live_stream.hpp"
#include "watch/mqtt_publisher.hpp"
#include "watch/picture_folder.hpp"
#include "watch/records.hpp"
#include "watch/source.hpp"
#include "watch/stop_signals.hpp"

namespace aesthetic {
namespace {

namespace po = boost::program_options;
using Clock = std::chrono::steady_clock;

constexpr auto look_time = std::chrono::milliseconds(50);  // between two looks at signals and clock
constexpr auto first_wait = std::chrono::seconds(1);  // before a source is tried again, doubled each time
constexpr auto longest_wait = std::chrono::seconds(30);

// Everything that takes scores and pictures.
class Watcher {
 public:
  Watcher(Display::Style style, std::optional<PictureFolder> folder, std::unique_ptr<MqttPublisher> mqtt)
      : display_(style), folder_(std::move(folder)), mqtt_(std::move(mqtt)) {}

  void take(LiveStream& stream) {
    while (const auto score = stream.next_score()) {
      display_.show(*score);
      if (mqtt_) mqtt_->publish("", score_record(*score));
      ++scores_;
    }
    while (const auto picture = stream.next_picture()) save(*picture);
    if (const auto text = stream.no_pictures()) display_.remark(*text);
    tell_news();
  }

  void remark(const std::string& text) { display_.remark(text); }

  void tell_news() {
    if (!mqtt_) return;
    for (const std::string& text : mqtt_->take_news()) display_.remark(text);
  }

  void finish() {
    if (mqtt_ && !mqtt_->finish()) status_ = 1;
    tell_news();
  }

  std::uint64_t scores() const { return scores_; }
  int status() const { return status_; }

 private:
  // A full disk may have room again for the next one.
  void save(const LivePicture& picture) {
    try {
      const std::string file = folder_->write(picture).string();
      display_.saved(picture.score, file);
      if (mqtt_) mqtt_->publish("/picture", picture_record(picture.score, file));
    } catch (const Error& error) {
      display_.remark(error.what());
      status_ = 1;
    }
  }

  Display display_;
  std::optional<PictureFolder> folder_;
  std::unique_ptr<MqttPublisher> mqtt_;
  std::uint64_t scores_ = 0;
  int status_ = 0;
};

// Until the source ends, the time is over or the user has had enough; over breaks of a live source.
class Watch {
 public:
  Watch(Source source, StreamSettings settings, Clock::time_point deadline, Watcher& watcher)
      : source_(std::move(source)), settings_(std::move(settings)), watcher_(watcher), deadline_(deadline) {}

  void run() {
    while (!is_over()) {
      const std::string fault = run_once();
      if (fault.empty() || is_over()) return;
      watcher_.remark(source_.name + ": " + fault + "; trying again in " + std::to_string(wait_.count()) +
                      " s");
      pause();
      wait_ = std::min(2 * wait_, longest_wait);
    }
  }

 private:
  // One connection; gives what broke it where it is to be tried again, else nothing. Throws Error.
  std::string run_once() {
    LiveStream stream(source_, settings_);
    while (stream.state() == LiveStream::State::runs) {
      stream.wait(look_time);
      watcher_.take(stream);
      note_frames(stream);
      if (is_over()) stream.finish();
    }
    watcher_.take(stream);
    note_frames(stream);
    if (stream.state() == LiveStream::State::broken) return fault_of(stream.fault());
    if (signals_.asked()) return "";
    if (!seen_)
      throw Error(ErrorKind::bad_picture, source_.name + ": " + (is_over() ? "no frame came" : "no video"));
    return source_.kind == Source::Kind::live && !is_over() ? "has ended" : "";
  }

  std::string fault_of(const std::string& text) const {
    const bool hopeless = !seen_ || source_.kind == Source::Kind::file;
    if (hopeless) throw Error(ErrorKind::bad_picture, source_.name + ": " + text);
    return text;
  }

  void note_frames(const LiveStream& stream) {
    if (!stream.had_frames()) return;
    if (wait_ > first_wait || waited_) watcher_.remark(source_.name + ": back again");
    seen_ = true;
    waited_ = false;
    wait_ = first_wait;
  }

  bool is_over() const { return signals_.asked() || Clock::now() >= deadline_; }

  void pause() {
    waited_ = true;
    for (const auto end = Clock::now() + wait_; Clock::now() < end && !is_over();) {
      std::this_thread::sleep_for(look_time);
      watcher_.tell_news();
    }
  }

  Source source_;
  StreamSettings settings_;
  Watcher& watcher_;
  const StopSignals signals_;
  Clock::time_point deadline_;
  std::chrono::seconds wait_ = first_wait;
  bool waited_ = false;
  bool seen_ = false;
};

std::string from_environment(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : "";
}

CommandLine command_line() {
  CommandLine line(
      "aesthetic watch SOURCE [options]",
      "Prints live scores of a source until it ends or is interrupted, and keeps the best frame of every\n"
      "window of time. SOURCE is a file, an address (rtsp://camera/stream, http://...), a V4L2 device\n"
      "(/dev/video0), libcamera or pipewire with or without a camera's name (pipewire:NAME), or the\n"
      "beginning of a GStreamer pipeline (\"videotestsrc is-live=true\"). A live source that breaks off is\n"
      "tried again.");
  constexpr double a_day = 86400;
  constexpr double a_year = 365 * a_day;
  constexpr double highest_rate = 1000;
  constexpr int largest_queue = 60'000;
  line.options().add_options()("rate",
                               po::value<double>()->default_value(5, "5")->value_name("N")->notifier(
                                   within("rate", 0.0, highest_rate)),
                               "most scores a second; 0: as many as the machine manages")(
      "for", po::value<double>()->value_name("SECONDS")->notifier(within("for", 0.0, a_year)),
      "how long to watch")("json", "print JSON Lines")(
      "output,o", po::value<std::string>()->value_name("FOLDER"),
      "where to keep the best frame of every window, named by its time")(
      "window",
      po::value<double>()->default_value(10, "10")->value_name("SECONDS")->notifier(
          within("window", 0.1, a_day)),
      "time of which one frame is kept")(
      "min-score",
      po::value<double>()->default_value(0, "0")->value_name("SCORE")->notifier(
          within("min-score", 0.0, 1.0)),
      "keep no frame below")(
      "mqtt", po::value<std::string>()->value_name("HOST[:PORT]/TOPIC"),
      "publish to an MQTT broker too: scores, TOPIC/picture, TOPIC/status; mqtts://HOST... encrypts; user "
      "and password from AESTHETIC_MQTT_USER and AESTHETIC_MQTT_PASSWORD in the environment")(
      "mqtt-ca", po::value<std::string>()->value_name("FILE"),
      "certificates that the broker's is checked with (default: the system's)")(
      "mqtt-queue",
      po::value<int>()->default_value(1000)->value_name("N")->notifier(
          within("mqtt-queue", 1, largest_queue)),
      "messages that wait while the broker is away; further ones are lost, and counted");
  line.add_by_option();
  line.add_model_options();
  line.add_files("source", 1);
  return line;
}

Display::Style style_of(const CommandLine& line) {
  if (line.values().count("json") > 0) return Display::Style::json;
  return isatty(STDOUT_FILENO) != 0 ? Display::Style::terminal : Display::Style::lines;
}

void check_combinations(const CommandLine& line) {
  const auto& values = line.values();
  for (const char* name : {"window", "by", "min-score"})
    if (values.count(name) > 0 && !values[name].defaulted() && values.count("output") == 0)
      throw po::error("--" + std::string(name) + " needs --output");
  for (const char* name : {"mqtt-ca", "mqtt-queue"})
    if (values.count(name) > 0 && !values[name].defaulted() && values.count("mqtt") == 0)
      throw po::error("--" + std::string(name) + " needs --mqtt");
}

StreamSettings settings_of(const CommandLine& line) {
  StreamSettings settings{line.scoring(), line.value<double>("rate"), std::nullopt};
  if (line.values().count("output") > 0)
    settings.window =
        WindowChoice{line.value<double>("window"), line.by(line.card()), line.value<double>("min-score")};
  return settings;
}

Clock::time_point deadline_of(const CommandLine& line) {
  if (line.values().count("for") == 0) return Clock::time_point::max();
  const std::chrono::duration<double> time(line.value<double>("for"));
  return Clock::now() + std::chrono::duration_cast<Clock::duration>(time);
}

std::optional<PictureFolder> folder_of(const CommandLine& line, const Source& source) {
  if (line.values().count("output") == 0) return std::nullopt;
  return PictureFolder(line.value<std::string>("output"), source.name);
}

std::unique_ptr<MqttPublisher> mqtt_of(const CommandLine& line) {
  if (line.values().count("mqtt") == 0) return nullptr;
  MqttSettings settings;
  settings.address = parse_mqtt_address(line.value<std::string>("mqtt"));
  settings.user = from_environment("AESTHETIC_MQTT_USER");
  settings.password = from_environment("AESTHETIC_MQTT_PASSWORD");
  if (line.values().count("mqtt-ca") > 0) settings.ca_file = line.value<std::string>("mqtt-ca");
  if (!settings.ca_file.empty()) read_file(settings.ca_file);  // throws for one that is not there
  settings.queue = line.value<int>("mqtt-queue");
  return std::make_unique<MqttPublisher>(std::move(settings));
}

}  // namespace

int run_watch(int argc, const char* const* argv) {
  CommandLine line = command_line();
  if (!line.parse(argc, argv)) return 0;
  check_combinations(line);
  const StreamSettings settings = settings_of(line);
  gst::init();
  const Source source = find_source(line.files().front());
  Watcher watcher(style_of(line), folder_of(line, source), mqtt_of(line));
  try {
    Watch(source, settings, deadline_of(line), watcher).run();
  } catch (const Error&) {
    watcher.finish();  // what was to be published before
    throw;
  }
  watcher.finish();
  return watcher.status();
}

}  // namespace aesthetic
